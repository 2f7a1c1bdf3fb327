"""One change applied to one record in memory."""

from django.core.exceptions import ValidationError

from customers.changes import UNSET, CustomerChange
from customers.errors import Invalid
from customers.models.customer import name_key

from .addresses import Places
from .clean import clean
from .naming import write_name
from .parts import ADDRESS, ALIAS, CONTACT, NOTE_ENTRY, SUPPLIER_ACCOUNT
from .people import People


class Applying(People, Places):
    """One change on its way into one record."""

    def run(self, change: CustomerChange) -> None:
        """Write the change into the record.

        Raises:
            Invalid: with every field that is wrong.
            NotFound: the change edits an item that the customer does not have.
        """
        person_before = self.record.person
        self._customer(change)
        if change.primary is not UNSET:
            self._primary(change.primary)
        self._each(CONTACT, change.contacts, self._contact)
        if change.billing is not UNSET:
            self._billing(change.billing)
        if change.shipping is not UNSET:
            self._shipping(change.shipping)
        self._each(ADDRESS, change.addresses, self._address)
        self._one_billing_address()
        self._one_main_address()
        self._each(ALIAS, change.aliases, self._plain)
        self._each(SUPPLIER_ACCOUNT, change.supplier_accounts, self._plain)
        self._each(NOTE_ENTRY, change.note_entries, self._note_entry)
        self._custom_fields("customer", change.custom_fields, None, "")
        self._one_primary(self.record.of(CONTACT))
        places = self.record.of(ADDRESS)
        for kind in {node.values["kind"] for node in places}:
            self._one_primary([node for node in places if node.values["kind"] == kind])
        self._name(change, person_before)
        if self.problems:
            raise Invalid(self.problems)

    def _customer(self, change: CustomerChange) -> None:
        values = self.record.customer.values
        phone = values["phone"]
        self._write(self.record.customer, change, "")
        if values["phone"] != phone and change.phone_calling_code is UNSET:
            values["phone_calling_code"] = ""  # it was the old number's

    def _name(self, change: CustomerChange, person_before: str) -> None:
        customer = self.record.customer.values
        if change.name is not UNSET:
            try:
                write_name(
                    self.record,
                    change.name or "",
                    person_is_written=self._writes_person(change),
                    person_before=person_before,
                )
                customer["company"] = clean(
                    self.record.customer.part, "company", customer["company"]
                )
                contact = self.record.primary_contact
                for column in ("first_name", "last_name") if contact else ():
                    assert contact is not None
                    contact.values[column] = clean(CONTACT, column, contact.values[column])
            except ValidationError as error:
                self._say("name", error)
        customer["name"] = customer["company"] or self.record.person
        customer["name_key"] = name_key(customer["name"])

    def _writes_person(self, change: CustomerChange) -> bool:
        """Whether the change writes the name of who is the primary contact after it."""
        if change.primary is not UNSET and change.primary.names_the_person():
            return True
        person = self.record.primary_contact
        is_new = person is not None and person.id is None
        return any(
            contact.names_the_person()
            and (is_new if contact.id is None else person is not None and contact.id == person.id)
            for contact in change.contacts
        )

    def derive(self) -> None:
        """Fill the canonical columns of what was written."""
        for node in self.record.nodes():
            is_written = node.stored is None or node.changed_columns() & node.part.columns
            if node.part.derive and is_written and not node.removed:
                node.part.derive(node.values, self.account)
