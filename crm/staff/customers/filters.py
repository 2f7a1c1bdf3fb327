"""What the list of customers can be narrowed by, as parameters of its address."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from typing import Any

import django_filters
import pycountry
from babel import Locale
from django import forms
from django.db.models import QuerySet
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from crm.accounts.models import Account, Store
from crm.accounts.texts import is_storable
from crm.staff.ui.forms import HubRenderer
from customers import queries
from customers.models import Address, Customer, CustomerGroup, CustomField, CustomFieldValue

Customers = QuerySet[Customer]

STATES = [("active", "Active"), ("discontinued", "Discontinued"), ("all", "All")]
YES_NO = [("yes", "Yes"), ("no", "No")]
DAY = forms.DateInput(attrs={"type": "date"})


@cache
def countries() -> list[tuple[str, str]]:
    """ISO code and English name, by name."""
    names = Locale("en").territories
    codes = (country.alpha_2 for country in pycountry.countries)
    return sorted(((code, names.get(code, code)) for code in codes), key=lambda pair: pair[1])


class CountrySelect(forms.Select):
    """Two hundred and fifty options, written once: a template for each takes half of the page's time."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        options = _country_options()
        if value in dict(countries()):
            options = options.replace(f'value="{value}"', f'value="{value}" selected', 1)
        attributes = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return SafeString(f"<select{attributes}>{options}</select>")


@cache
def _country_options() -> str:
    pairs = [("", "Any"), *countries()]
    return format_html_join("", '<option value="{}">{}</option>', pairs)


class YesNoFilter(django_filters.ChoiceFilter):
    """A column that is true or false."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=YES_NO, empty_label="Any", **kwargs)

    def filter(self, qs: Customers, value: str) -> Customers:
        return qs.filter(**{self.field_name: value == "yes"}) if value else qs


class DayFilter(django_filters.DateFilter):
    """From the beginning of a day on, or up to its end, in the account's time zone."""

    def __init__(self, *, up_to: bool = False, **kwargs: Any) -> None:
        self.up_to = up_to
        super().__init__(widget=DAY, **kwargs)

    def filter(self, qs: Customers, value: date | None) -> Customers:
        if value is None:
            return qs
        try:
            day = value + timedelta(days=1) if self.up_to else value
            at = datetime.combine(day, time(), timezone.get_current_timezone()).astimezone(UTC)
        except OverflowError:
            return qs
        return qs.filter(**{f"{self.field_name}__{'lt' if self.up_to else 'gte'}": at})


class CustomerFilters(django_filters.FilterSet):
    """The account's own custom fields come after these, as ``custom_<id>``."""

    state = django_filters.ChoiceFilter(
        choices=STATES, empty_label=None, method="in_state", label="State"
    )
    business = YesNoFilter(field_name="is_b2b", label="Business")
    vip = YesNoFilter(field_name="is_vip", label="VIP")
    favourite = YesNoFilter(field_name="is_favourite", label="Favourite")
    country = django_filters.ChoiceFilter(
        choices=countries,
        empty_label="Any",
        method="in_country",
        label="Country",
        widget=CountrySelect,
    )
    group = django_filters.ChoiceFilter(choices=(), empty_label="Any", label="Group")
    store = django_filters.ChoiceFilter(
        field_name="home_store", choices=(), empty_label="Any", label="Store"
    )
    created_from = DayFilter(field_name="created", label="Created from")
    created_to = DayFilter(field_name="created", up_to=True, label="Created to")
    modified_from = DayFilter(field_name="modified", label="Modified from")
    modified_to = DayFilter(field_name="modified", up_to=True, label="Modified to")

    class Meta:
        model = Customer
        fields: tuple[str, ...] = ()

    def __init__(self, data: Any, customers: Customers, account: Account) -> None:
        super().__init__(data, customers)
        self.account = account
        self.filters["group"].extra["choices"] = lambda: _choices(self.groups)
        self.filters["store"].extra["choices"] = lambda: _choices(self.stores)
        self.filters.update(custom_filters(queries.definitions_of(account, "customer")))
        self.form.renderer = HubRenderer()

    @cached_property
    def groups(self) -> list[CustomerGroup]:
        """All of the account's."""
        return queries.groups_of(self.account)

    @cached_property
    def stores(self) -> list[Store]:
        """All of the account's."""
        return queries.stores_of(self.account)

    @property
    def customers(self) -> Customers:
        """What is left."""
        return self.narrowed(self.queryset)

    def narrowed(self, found: Customers) -> Customers:
        """What is left of these. A parameter that makes no sense narrows nothing."""
        self.form.is_valid()
        values = {name: self.form.cleaned_data.get(name) for name in self.filters}
        values["state"] = values["state"] or "active"
        own: dict[CustomField, dict[str, Any]] = {}
        for name, value in values.items():
            by = self.filters[name]
            if isinstance(by, CustomFilter):
                own.setdefault(by.definition, {}).update(by.asked(value))
            else:
                found = by.filter(found, value)
        for definition, asked in own.items():
            if asked:
                held = CustomFieldValue.objects.filter(
                    account=self.account, address=None, field=definition, **asked
                )
                found = queries.holding(found, held)
        return found

    @property
    def chips(self) -> list[tuple[str, str]]:
        """The filters that are on: the parameter, and what it says."""
        self.form.is_valid()
        on = []
        for name, value in self.form.cleaned_data.items():
            if value not in (None, "") and (name, value) != ("state", "active"):
                field = self.form.fields[name]
                words = dict(field.widget.choices) if isinstance(field, forms.ChoiceField) else {}
                on.append((name, f"{field.label}: {words.get(value, value)}"))
        return on

    def in_state(self, customers: Customers, name: str, value: str) -> Customers:
        return customers if value == "all" else customers.filter(is_active=value == "active")

    def in_country(self, customers: Customers, name: str, value: str) -> Customers:
        if not value:
            return customers
        here = Address.objects.filter(account=self.account, country_code=value)
        return queries.holding(customers, here, is_by_customer=True)


def _choices(listed: Iterable[CustomerGroup | Store]) -> list[tuple[str, str]]:
    return [(str(one.pk), str(one)) for one in listed]


class CustomFilter(django_filters.Filter):
    """One end of what is asked of one of the account's own fields, whose ends are asked together."""

    def __init__(self, definition: CustomField, lookup: str, **kwargs: Any) -> None:
        self.definition, self.lookup = definition, lookup
        super().__init__(**kwargs)

    def asked(self, value: Any) -> dict[str, Any]:
        """What a value of the field must be; nothing for what narrows nothing."""
        if value in (None, "") or (isinstance(value, str) and not is_storable(value)):
            return {}
        return {self.lookup: value}


def custom_filters(definitions: Iterable[CustomField]) -> dict[str, django_filters.Filter]:
    """A filter for each field; from and to where its type has an order."""
    found: dict[str, django_filters.Filter] = {}
    for definition in definitions:
        name = f"custom_{definition.pk}"
        for suffix, lookup, field_class, options in _ways(definition):
            label = f"{definition.name}{suffix.replace('_', ' ')}"
            made = CustomFilter(definition, lookup, label=label, **options)
            made.field_class = field_class
            found[name + suffix] = made
    return found


Way = tuple[str, str, type[forms.Field], dict[str, Any]]


def _ways(definition: CustomField) -> list[Way]:
    types = CustomField.Type
    match definition.type:
        case types.NUMBER:
            decimal = {"max_digits": 30, "decimal_places": 10}
            return [
                ("_from", "number__gte", forms.DecimalField, decimal),
                ("_to", "number__lte", forms.DecimalField, decimal),
            ]
        case types.DATE:
            return [
                ("_from", "date__gte", forms.DateField, {"widget": DAY}),
                ("_to", "date__lte", forms.DateField, {"widget": DAY}),
            ]
        case types.CHOICE:
            choices = [("", "Any"), *((text, text) for text in definition.choices)]
            return [("", "value", forms.ChoiceField, {"choices": choices})]
        case types.YES_NO:
            choices = [("", "Any"), ("1", "Yes"), ("0", "No")]
            return [("", "number", forms.ChoiceField, {"choices": choices})]
    return [("", "value__icontains", forms.CharField, {"max_length": 200})]
