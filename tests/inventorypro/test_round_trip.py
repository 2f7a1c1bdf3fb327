"""Whatever a client writes, reading it and writing it straight back changes nothing."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.dialects.inventorypro.fields import FIELDS
from customers.models import Change

from .conftest import Api

# Few letters, so that names and contacts often meet; spaces and odd characters, since people type them.
TEXTS = st.text(alphabet="aB \u00df\u0130\u0301\n\u2028\U0001f600", max_size=12) | st.text(
    max_size=20
)
VALUES = st.none() | TEXTS
CUSTOMERS = st.fixed_dictionaries(
    {}, optional={field.name: VALUES for field in FIELDS if field.name != "shortID"}
)


@given(written=st.lists(CUSTOMERS, min_size=1, max_size=3))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_read_written_back_changes_nothing(api: Api, written: list[dict[str, Any]]) -> None:
    for customer in written:
        answer = api.post({"shortID": "A", **customer})
        assert answer.status_code in {200, 201, 400}, answer.content
        if answer.status_code == 400:
            assert answer.json()["error"] in {"validation_error", "bad_request"}
    if api.get("Customer/A").status_code == 404:
        return
    told = Change.objects.count()

    read = api.get("Customer/A").json()
    answer = api.post(read)

    assert answer.json() == read
    assert Change.objects.count() == told


@given(written=CUSTOMERS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_sent_is_what_is_read(api: Api, written: dict[str, Any]) -> None:
    plain = {key: value for key, value in written.items() if key not in {"name", "contact"}}

    answer = api.post({"shortID": "A", **plain})

    if answer.status_code < 400:
        read = api.get("Customer/A").json()
        assert {key: read[key] for key in plain} == {k: v or "" for k, v in plain.items()}
