"""The page's members, and where in the record each goes."""

from typing import Final

#: Members of a customer in the page's order -> the column that each writes, as
#: ``customers.errors.Invalid`` names it; none for those that only say which customer is meant.
MEMBERS: Final = {
    "LocationId": "",
    "CustomerId": "",
    "FirstName": "primary.first_name",
    "LastName": "primary.last_name",
    "Email": "email",
    "CellPhone": "primary.phones.cell.number",
    "WorkPhone": "primary.phones.business.number",
    "Dob": "primary.birthday",
    "Gender": "primary.gender",
    "CustomerCode": "code",
    "Address": "billing.line1",
    "Address2": "billing.line2",
    "City": "billing.city",
    "Zip": "billing.postal_code",
    "Country": "billing.country",
    "State": "billing.state",
    "NoteType": "note_entries.new.type_id",
    "Notes": "note_entries.new.text",
    "Balance": "store_balance",
    "RewardPoints": "reward_points",
    "Image": "image",
    "NopExternalId": "nop_external_id",
    "LeadSourceId": "lead_source_id",
}
#: Column -> the member that writes it.
MEMBER_OF_PATH: Final = {path: member for member, path in MEMBERS.items() if path}

#: Flags of the body -> the member that each demands of a customer that is added.
DEMANDS: Final = {
    "RequireCountry": "Country",
    "RequireState": "State",
    "RequireDob": "Dob",
    "RequireNote": "NoteType",
    "RequireGender": "Gender",
}
IGNORE_SHARED: Final = "IgnoreSharedCustomers"
FLAGS: Final = (*DEMANDS, IGNORE_SHARED)
CUSTOMERS: Final = "Customers"

#: Any spelling that a program is likely to use -> the page's; look others up in small letters.
SPELLINGS: Final = {
    spelling: name for name in (*MEMBERS, *FLAGS, CUSTOMERS) for spelling in (name, name.lower())
}

#: The vendor prints no list of codes. What is none of these is unknown, 0.
GENDERS: Final = {1: "male", 2: "female"}
#: Shown as unknown, and left alone when that is sent back.
UNSAID_GENDERS: Final = frozenset({"other"})

#: Key of a match as the record calls it -> the member.
KEYS: Final = {"email": "Email", "code": "CustomerCode", "cell phone": "CellPhone"}
