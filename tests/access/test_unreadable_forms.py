"""Token endpoints are sent forms that are none."""

from typing import Any

import pytest
from django.test import Client as Browser

PATHS = ["/inventorypro/api/v1/Token", "/inventorum/api/auth/token/"]
FORM = "application/x-www-form-urlencoded"
KINDS = [
    "multipart/form-data",
    "multipart/form-data; boundary=\xff",
    f"multipart/form-data; boundary={'x' * 300}",
    f"{FORM}; charset=utf-16",
]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_form_that_cannot_be_read_is_refused(client: Browser, path: str, kind: str) -> None:
    answer = client.generic("POST", path, b"a=1", content_type=kind)

    assert answer.status_code == 400
    assert "The body cannot be read." in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_a_form_of_too_many_fields_is_refused(client: Browser, path: str, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2

    answer = client.generic("POST", path, b"a=1&b=2&c=3", content_type=FORM)

    assert answer.status_code == 400
