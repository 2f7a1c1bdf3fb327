"""Who has to sign in first, and where that leads."""

import pytest
from django.test import Client as Browser

from crm.accounts.models import User


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/customers/7/edit/?x=1", "/customers/7/edit/%3Fx%3D1"),
        ("http://testserver//evil.example/", "/evil.example/"),
        ("https://evil.example/customers/", "/"),
        ("http://[", "/"),
        ("", "/"),
    ],
)
@pytest.mark.django_db
def test_after_a_lost_post_one_comes_back_to_its_page(
    client: Browser, referer: str, back: str
) -> None:
    response = client.post("/customers/7/discontinue/", headers={"Referer": referer})

    assert response.headers["Location"] == f"/sign-in/?next={back}"


@pytest.mark.parametrize("url", ["/", "/customers/", "/customers/export.csv", "/clients/"])
def test_pages_answer_head(browser: Browser, url: str) -> None:
    assert browser.head(url).status_code == 200


@pytest.mark.parametrize("account_id", ["9" * 5_000, "9" * 18, "\0", "-1"])
@pytest.mark.django_db
def test_an_account_that_is_none_is_not_chosen(client: Browser, account_id: str) -> None:
    client.force_login(User.objects.create_superuser("operator"))

    assert client.post("/accounts/", {"account": account_id}).status_code == 200
