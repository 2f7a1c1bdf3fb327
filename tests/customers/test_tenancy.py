"""Every row says whose it is, and every unique key has the account in it: so that an account can move to
a machine of its own, and a table be split by account."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models

ROOMS = ("contacts", "customers")
MODELS: list[type[models.Model]] = [
    model for model in apps.get_models() if model._meta.app_label in ROOMS
]


def unique_keys(model: type[models.Model]) -> Iterator[set[str]]:
    """The columns of each unique key; the primary one is a number that no two rows of any account
    share."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            columns: list[Any] = [*constraint.fields, *constraint.expressions]
            yield {getattr(column, "name", column) for column in columns}
    for field in model._meta.fields:
        if field.unique and not field.primary_key:
            yield {field.name}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_row_has_its_account(model: type[models.Model]) -> None:
    account = model._meta.get_field("account")

    assert account.is_relation
    assert not account.null


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_unique_key_has_the_account(model: type[models.Model]) -> None:
    assert [key for key in unique_keys(model) if "account" not in key] == []


def test_there_are_keys_to_look_at() -> None:
    assert sum(1 for model in MODELS for _ in unique_keys(model)) > 10
