"""Pages of the admin's lists, which are as long as their tables."""

from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.views import ChangeList

COUNTED = 10_000
LAST_PAGE = 1_000_000


class MoreThan(int):
    """A number of rows after which nobody counted on; it says so where it is written."""

    def __str__(self) -> str:
        return f"more than {int(self):,}"


class NearPaginator(Paginator[Any]):
    """Counts no more than ``COUNTED`` rows behind the page that is asked for. Behind each there are
    others, so all can be reached.
    """

    object_list: QuerySet[Any]
    page_asked = 1

    @cached_property
    def count(self) -> int:
        most = self.page_asked * self.per_page + COUNTED
        found = self.object_list.order_by()[: most + 1].count()
        return found if found <= most else MoreThan(most)


def page_asked(request: HttpRequest, name: str) -> int:
    """The number of a page that the address names; the first one for nonsense."""
    text = request.GET.get(name, "")
    return min(int(text[:9]), LAST_PAGE) if text.isascii() and text.isdigit() else 1


class IndexedList(ChangeList):
    """Sorted by indexed columns alone, by whatever address.

    Attributes:
        indexed: the column that is shown -> the one that is sorted by.
    """

    indexed: ClassVar[dict[str, str]] = {"code": "code_key", "email": "email_key"}

    def get_ordering_field(self, field_name: Any) -> Any:
        if field_name not in self.sortable_by:
            return None
        return self.indexed.get(field_name) or super().get_ordering_field(field_name)
