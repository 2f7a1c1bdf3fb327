"""The addresses of a record."""

from django.core.exceptions import ValidationError

from customers.changes import AddressChange

from .parts import ADDRESS
from .record import Node
from .replace import match_addresses, says_the_same
from .rows import Rows


class Places(Rows):
    """Writes addresses. The billing address is made when it is written and there is none."""

    def _billing(self, change: AddressChange) -> None:
        node = self.record.billing_address
        if node is None:
            node = self.record.add(ADDRESS)
            self._address(node, change, "billing.")
            if node.is_blank():
                self.record.items[ADDRESS].remove(node)
        else:
            self._address(node, change, "billing.")

    def _shipping(self, changes: tuple[AddressChange, ...]) -> None:
        rows = [n for n in self.record.of(ADDRESS) if n.values["kind"] == "shipping"]
        matched = match_addresses(rows, changes)
        for row in rows:
            if row not in matched.values():
                self.record.remove(row)
        for index, change in enumerate(changes):
            prefix = f"shipping.{index}."
            if change.id is not None and index not in matched:
                self._say(prefix + "id", ValidationError("Not an address of this customer."))
                continue
            node = matched.get(index)
            if node is None or change.id is not None or not says_the_same(node, change):
                node = node or self.record.add(ADDRESS)
                node.values["kind"] = "shipping"
                self._address(node, change, prefix)

    def _address(self, node: Node, change: AddressChange, prefix: str) -> None:
        self._write(node, change, prefix)
        self._custom_fields("address", change.custom_fields, node, prefix)

    def _one_main_address(self) -> None:
        """At most one: the last to claim it."""
        claimed = [node for node in self.record.of(ADDRESS) if node.values["is_main"]]
        fresh = [node for node in claimed if not (node.stored and node.stored["is_main"])]
        for node in claimed:
            node.values["is_main"] = node is (fresh[-1:] or claimed)[0]

    def _one_billing_address(self) -> None:
        billing = [n for n in self.record.of(ADDRESS) if n.values["kind"] == "billing"]
        if len(billing) > 1:
            message = "A customer has one billing address."
            self._say(f"addresses.{billing[-1].id or 'new'}.kind", ValidationError(message))
