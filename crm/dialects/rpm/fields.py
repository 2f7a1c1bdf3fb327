"""The pages' members, and where in the record each goes."""

#: Member of a contact -> its column.
CONTACT = {
    "Salutation": "salutation",
    "FirstName": "first_name",
    "LastName": "last_name",
    "Title": "job_title",
    "Email": "email",
}
#: Member of a location -> its column. On the customer itself they mean its primary location.
LOCATION = {
    "Address": "line1",
    "City": "city",
    "StateProvince": "state",
    "Country": "country",
    "ZipPostalCode": "postal_code",
}
UNSET_STATE = "n/a"
#: What a location is called that other systems wrote without a name.
KIND_NAMES = {"billing": "Billing", "shipping": "Shipping", "other": "Other"}

#: Type of a phone on the wire -> in the record. The vendor has no mobile phones.
PHONE_TYPES = {1: "business", 2: "home", 3: "fax", 6: "other"}
WIRE_TYPES = {ours: theirs for theirs, ours in PHONE_TYPES.items()} | {"cell": 6}
#: The older forms: a member each, ``{"Number": ...}``; or members of ``Phone``, texts.
OLD_PHONES = {"PhoneBusiness": 1, "PhoneHome": 2, "PhoneFax": 3, "PhoneOther": 6}
OLDEST_PHONES = {"Business": 1, "Home": 2, "Fax": 3, "Other": 6}
MOST_PHONES = 4

#: Of an account, what the record does not hold.
ACCOUNT_UNSUPPORTED = (
    "LocationID",
    "LocationName",
    "AccountGroupID",
    "AccountGroupName",
    "AssignedRep",
    "AssignedRepID",
    "AssignedRepAgency",
    "AssignedRepAgencyID",
    "AssignedRepAgencyName",
)

#: Column of the record -> the member that writes it, for what the record refuses.
MEMBERS = {column: member for member, column in (CONTACT | LOCATION).items()} | {
    "company": "Name",
    "full_name": "Name",
    "name": "Name",
    "website": "Website",
    "number": "Number",
    "label": "Name",
    "text": "Note",
}
