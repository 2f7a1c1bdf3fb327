"""Queries for whole instances of models whose SQL is made once."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.query import get_related_populators

from .once import Convert, Once, Row

M = TypeVar("M", bound=Model)


class Objects(Once, Generic[M]):
    """A queryset of a model with ``Given`` values in it; what ``select_related`` and ``annotate`` name
    comes along. Its rows are instances, asked for alone or ``together`` with others."""

    def found(self, **given: Any) -> list[M]:
        """The instances.

        Args:
            given: as for ``rows``.
        """
        return cast("list[M]", self.rows(**given))

    def _convert(self, compiler: Any) -> Convert:
        """As Django's ``ModelIterable`` makes them."""
        typed = super()._convert(compiler)
        info, select = compiler.klass_info, compiler.select
        begin, end = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column.target.attname for column, _, _ in select[begin:end]]
        related = get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
        annotated = (compiler.annotation_col_map or {}).items()

        def instance(row: Row) -> Model:
            made: Model = info["model"].from_db(DEFAULT_DB_ALIAS, names, row[begin:end])
            for populator in related:
                populator.populate(row, made)
            for name, place in annotated:
                setattr(made, name, row[place])
            return made

        def convert(rows: Iterable[Row]) -> Iterable[Model]:
            return [instance(row) for row in (typed(rows) if typed else rows)]

        return convert
