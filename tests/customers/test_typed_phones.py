"""THE number of a type, for dialects that know no other."""

from typing import Any

import pytest

from contacts.models import PhoneNumber
from customers.changes import ContactChange

from .upserts import CELL, row


class TestTypedPhones:
    def numbers(self) -> list[tuple[str, str]]:
        return list(PhoneNumber.objects.order_by("pk").values_list("type", "number"))

    def test_the_same_number_again_changes_nothing(self, ann: int, write: Any) -> None:
        (outcome,) = write(row(cell=CELL))

        assert outcome.change is None

    def test_the_same_number_in_another_spelling_is_written_over_it(
        self, ann: int, write: Any
    ) -> None:
        write(row(cell="+13125550101"))

        assert self.numbers() == [("cell", "+13125550101")]

    def test_another_number_is_written_over_the_first_of_its_type(
        self, ann: int, write: Any
    ) -> None:
        write(row(code="ANN", primary=ContactChange(typed_phones={"business": "1", "cell": "2"})))

        assert self.numbers() == [("cell", "2"), ("business", "1")]

    @pytest.mark.parametrize("nothing", [None, "", " "])
    def test_no_number_removes_the_first(self, ann: int, write: Any, nothing: str | None) -> None:
        write(row(code="ANN", primary=ContactChange(typed_phones={"cell": nothing})))

        assert self.numbers() == []

    def test_a_number_that_cannot_be_stored_is_named(self, ann: int, write: Any) -> None:
        (outcome,) = write(row(code="ANN", primary=ContactChange(typed_phones={"cell": "1" * 200})))

        assert set(outcome.error.fields) == {"primary.phones.cell.number"}
