"""What clients do, counted."""

from collections.abc import Iterator

import pytest

from crm.access.counting import Counter, counter


@pytest.fixture
def counted() -> Iterator[Counter]:
    """This process' counts, none of them from other tests."""
    counter.begin()
    yield counter
    counter.begin()
