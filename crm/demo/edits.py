"""What becomes of the demo's customers after they were entered."""

from decimal import Decimal

from customers.changes import AddressChange, CustomerChange

from .draft import Draft
from .lists import Lists
from .people import person, place
from .texts import NOTES


def by_program(draft: Draft) -> CustomerChange:
    """A correction of the kind that a warehouse program sends: only what its dialect carries."""
    setting = draft.setting
    match setting.dice.number(1, 3):
        case 1:
            return CustomerChange(phone=setting.dice.digits(setting.city.phone))
        case 2:
            return CustomerChange(billing=_moved(draft))
        case _:
            return CustomerChange(fax=setting.dice.digits(setting.city.phone))


def by_staff(draft: Draft, lists: Lists) -> CustomerChange:
    """An edit of the kind that people make."""
    setting = draft.setting
    match setting.dice.number(1, 6):
        case 1:
            return CustomerChange(is_vip=True, discount_rate=Decimal("12.5"))
        case 2 if setting.is_company:
            return CustomerChange(primary=person(setting, is_primary=True))
        case 3:
            return CustomerChange(billing=_moved(draft), note="Has moved.")
        case 4:
            return CustomerChange(group_id=setting.dice.one(lists.groups), is_favourite=True)
        case 5 if setting.is_company:
            return CustomerChange(credit_limit=Decimal(75_000), payment_terms="Net 60")
        case _:
            return CustomerChange(note=setting.dice.one(NOTES), is_confirmed=True)


def _moved(draft: Draft) -> AddressChange:
    return place(draft.setting, elsewhere=True)
