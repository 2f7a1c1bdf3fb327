"""Who has to sign in first, and where that leads."""

import pytest
from django.test import Client as Browser


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
