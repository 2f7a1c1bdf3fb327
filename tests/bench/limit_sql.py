"""The answers of the hub's pages, built by the database itself in one statement each.

``{object}``, ``{list}`` and ``{json}`` are what the database calls its JSON functions; ``%s`` takes the
parameters in the order in which a request gives them.
"""

POSTGRESQL = {
    "object": "json_build_object",
    "list": "json_agg",
    "json": "",
    "month": "to_char({}, 'YYYY-MM')",
}
SQLITE = {
    "object": "json_object",
    "list": "json_group_array",
    "json": "json",
    "month": "substr({}, 1, 7)",
}

_BILLING = "LEFT JOIN customers_address b ON b.customer_id = c.id AND b.kind = 'billing'"
_SHIPPING = (
    "LEFT JOIN customers_address s ON s.customer_id = c.id AND s.kind = 'shipping' AND s.is_primary"
)
_PERSON = (
    "LEFT JOIN customers_customercontact l ON l.customer_id = c.id AND l.is_primary"
    " LEFT JOIN contacts_contact p ON p.id = l.contact_id"
)

_FLAT = """{object}('shortID', c.code, 'name', c.name, 'address1', b.line1, 'address2', b.line2,
'city', b.city, 'state', b.state, 'zip', b.postal_code, 'country', b.country, 'phone', c.phone,
'fax', c.fax, 'email', c.email, 'contact', p.first_name || ' ' || p.last_name, 'active', c.is_active,
'created', c.created, 'modified', c.modified)"""
_PLACE = """{object}('country', %, 'id', %.id, 'address1', %.line1, 'address2', %.line2,
'zipcode', %.postal_code, 'city', %.city, 'state', %.state, 'first_name', %.first_name,
'last_name', %.last_name, 'company', %.company, 'title', %.salutation)""".replace(
    "%,", "%.country_code,"
)
_TILL = f"""{{object}}('id', c.id, 'account_scoped_id', c.number,
'billing_address', {_PLACE.replace("%", "b")},
'shipping_address', {{json}}((SELECT {{list}}({_PLACE.replace("%", "s")}) FROM customers_address s
    WHERE s.customer_id = c.id AND s.kind = 'shipping')),
'is_vip', c.is_vip, 'is_favourite', c.is_favourite, 'first_name', p.first_name,
'phone_number', c.phone, 'last_name', p.last_name, 'middle_name', p.middle_name, 'company', c.company,
'email_marketing_agreed', c.email_marketing_agreed, 'note', c.note, 'group', c.group_id,
'email', c.email, 'tax_number', c.tax_number, 'title', p.salutation,
'customer_note', c.customer_note, 'is_confirmed', c.is_confirmed, 'channel', c.channel,
'birthday', p.birthday, 'is_b2b', c.is_b2b)"""
_SHELF_PLACE = """{object}('line1', %.line1, 'city', %.city, 'state', %.state,
'postal_code', %.postal_code, 'country', %.country)"""
_SHELF = f"""{{object}}('id', 'cust_' || c.id, 'name', c.name, 'email', c.email, 'phone', c.phone,
'website', c.website, 'billing_address', {_SHELF_PLACE.replace("%", "b")},
'shipping_address', {_SHELF_PLACE.replace("%", "s")}, 'payment_terms', c.payment_terms,
'credit_limit', c.credit_limit, 'current_balance', c.current_balance,
'customer_since', c.customer_since, 'is_active', c.is_active, 'created_at', c.created,
'updated_at', c.modified)"""
_SHELF_CONTACTS = """{json}((SELECT {list}({object}('id', 'cont_' || p.id,
'name', p.first_name || ' ' || p.last_name, 'title', p.job_title, 'email', p.email,
'phone', (SELECT min(t.number) FROM contacts_phonenumber t WHERE t.contact_id = p.id),
'is_primary', l.is_primary)) FROM customers_customercontact l
JOIN contacts_contact p ON p.id = l.contact_id WHERE l.customer_id = c.id))"""
_RPM = """{object}('Added', c.created, 'Modified', c.modified, 'CustomerID', c.id, 'Name', c.name,
'Website', c.website, 'Contacts', {json}((SELECT {list}({object}('IsPrimary', l.is_primary, 'Contact',
{object}('ContactID', p.id, 'Email', p.email, 'FirstName', p.first_name, 'LastName', p.last_name,
'Salutation', p.salutation, 'Title', p.job_title, 'PhoneNumbers', {json}((SELECT {list}({object}(
'Number', t.number, 'PhoneNumberID', t.id, 'Type', t.type)) FROM contacts_phonenumber t
WHERE t.contact_id = p.id))))) FROM customers_customercontact l
JOIN contacts_contact p ON p.id = l.contact_id WHERE l.customer_id = c.id)),
'Locations', {json}((SELECT {list}({object}('Address', a.line1, 'City', a.city, 'Country', a.country,
'IsPrimary', a.is_primary, 'LocationID', a.id, 'Name', a.label, 'StateProvince', a.state,
'ZipPostalCode', a.postal_code, 'Added', a.created, 'Modified', a.modified))
FROM customers_address a WHERE a.customer_id = c.id)),
'Aliases', {json}((SELECT {list}(x.name) FROM customers_alias x WHERE x.customer_id = c.id)))"""
_FRANPOS = """{object}('CustomerId', c.id, 'FirstName', p.first_name, 'LastName', p.last_name,
'Email', c.email, 'CellPhone', (SELECT min(t.number) FROM contacts_phonenumber t
WHERE t.contact_id = p.id AND t.type = 'cell'), 'WorkPhone', (SELECT min(t.number)
FROM contacts_phonenumber t WHERE t.contact_id = p.id AND t.type = 'business'), 'Dob', p.birthday,
'Gender', p.gender, 'CustomerCode', c.code, 'Address', b.line1, 'Address2', b.line2, 'City', b.city,
'Zip', b.postal_code, 'Country', b.country, 'State', b.state, 'Balance', c.store_balance,
'RewardPoints', c.reward_points, 'Image', c.image, 'NopExternalId', c.nop_external_id)"""


def _list(row: str, joins: str, where: str, key: str, total: str) -> str:
    """A page that begins behind a key, with its total. Its customers come first: joined at once with
    all the others, those of a late page would be looked for from the first address on."""
    return f"""SELECT {{object}}('data', {{json}}((SELECT {{list}}(page.shown) FROM (
    SELECT {row} AS shown FROM (SELECT c.* FROM customers_customer c
    WHERE c.account_id = 1 AND {where} ORDER BY {key} LIMIT 25) c {joins} ORDER BY {key}) page)),
    'total', (SELECT {total} FROM customers_accountcounters WHERE account_id = 1))"""


def _one(row: str, joins: str, where: str) -> str:
    return f"SELECT {row} FROM customers_customer c {joins} WHERE c.account_id = 1 AND {where}"


_ANALYTICS = """SELECT {object}('overview', {json}((SELECT {object}('name', c.name, 'orders', count(o.id),
'value', sum(o.total_amount), 'last', max(o.order_date), 'balance', c.current_balance)
FROM customers_customer c LEFT JOIN customers_order o ON o.customer_id = c.id
WHERE c.account_id = 1 AND c.id = %s GROUP BY c.id)),
'order_history', {json}((SELECT {list}({object}('month', m.month, 'orders', m.orders,
'revenue', m.revenue)) FROM (SELECT {month} AS month, count(*) AS orders,
sum(o.total_amount) AS revenue FROM customers_order o WHERE o.customer_id = %s
GROUP BY 1 ORDER BY 1 DESC) m)),
'top_products', {json}((SELECT {list}({object}('product_id', t.product_id, 'revenue', t.revenue))
FROM (SELECT n.product_id, sum(n.total) AS revenue FROM customers_order o
JOIN customers_orderline n ON n.order_id = o.id WHERE o.customer_id = %s
GROUP BY 1 ORDER BY 2 DESC LIMIT 10) t)))"""

STATEMENTS = {
    "inventorypro-list": _list(
        _FLAT, f"{_BILLING} {_PERSON}", "c.code_key > %s", "c.code_key", "customers"
    ),
    "inventorum-list": _list(
        _TILL, f"{_BILLING} {_PERSON}", "c.is_active AND c.id > %s", "c.id", "active_customers"
    ),
    "smartshelf-list": _list(_SHELF, f"{_BILLING} {_SHIPPING}", "c.id > %s", "c.id", "customers"),
    "inventorypro-one": _one(_FLAT, f"{_BILLING} {_PERSON}", "c.code_key = %s"),
    "inventorum-one": _one(_TILL, f"{_BILLING} {_PERSON}", "c.id = %s"),
    "smartshelf-one": _one(
        _SHELF[:-1] + ", 'contacts', " + _SHELF_CONTACTS + ")",
        f"{_BILLING} {_SHIPPING}",
        "c.id = %s",
    ),
    "rpm-one": _one(_RPM, "", "c.id = %s"),
    "franpos-one": _one(_FRANPOS, f"{_BILLING} {_PERSON}", "c.id = %s"),
    "analytics": _ANALYTICS,
}


def statement(name: str, vendor: str) -> str:
    """The SQL of one answer in the database's own words."""
    words = POSTGRESQL if vendor == "postgresql" else SQLITE
    words = words | {"month": words["month"].format("o.order_date")}
    sql = STATEMENTS[name].format(**words)
    if vendor == "postgresql":
        return f"SELECT built.document::text FROM ({sql}) AS built(document)"
    return sql.replace("%s", "?")
