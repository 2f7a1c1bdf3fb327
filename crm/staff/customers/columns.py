"""The columns of the list."""

#: What a row can show beside the name -> its heading.
COLUMNS = {
    "code": "Code",
    "contact": "Contact",
    "email": "E-mail",
    "phone": "Phone",
    "city": "City",
    "country": "Country",
    "group": "Group",
    "store": "Store",
    "number": "Number",
    "created": "Created",
    "modified": "Modified",
}
SHOWN_AT_FIRST = ("code", "contact", "email", "phone", "city", "modified")
