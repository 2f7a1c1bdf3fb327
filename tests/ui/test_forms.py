"""The fields of the pages' forms."""

import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.test import Client as Browser
from pytest_django.asserts import assertHTMLEqual

from crm.staff.ui.forms import HubRenderer
from customers.models import Customer

CHOICES = [("", "Any"), ("a", "A & B"), ("Group", [("<c>", '"C"')])]
TAGS = {"class": "x<y", "required": True, "disabled": False, "rows": 3}


@pytest.mark.parametrize(
    "widget",
    [
        forms.CheckboxInput(),
        forms.DateInput(attrs={"type": "date"}),
        forms.NumberInput(),
        forms.PasswordInput(),
        forms.Select(choices=CHOICES),
        forms.Textarea(),
        forms.TextInput(),
        forms.CheckboxSelectMultiple(choices=CHOICES),
    ],
    ids=lambda widget: type(widget).__name__,
)
@pytest.mark.parametrize("value", [None, "", "a", "<c>", "'\"&"])
def test_an_input_is_that_of_djangos_own_template(widget: forms.Widget, value: str | None) -> None:
    ours, theirs = (
        widget.render("custom_fields.<n>", value, TAGS, renderer())
        for renderer in (HubRenderer, TemplatesSetting)
    )

    assertHTMLEqual(ours, theirs)


class Asked(forms.Form):
    default_renderer = HubRenderer

    name = forms.CharField(label='Its "name"', help_text="In <b>full</b>.")
    ok = forms.BooleanField(required=False, label="<ok>")
    many = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=CHOICES[:1])

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data, auto_id='f"-%s')


def test_a_field_shows_its_label_its_help_and_what_is_wrong() -> None:
    form = Asked({"name": "", "many": "<x>"})
    form.add_error("ok", "Not <so>.")
    name, ok, many = (form[field].as_field_group() for field in ("name", "ok", "many"))

    assert '<label for="f&quot;-name">Its &quot;name&quot;</label>' in name
    assert '<span class="help" id="f&quot;-name_helptext">In <b>full</b>.</span>' in name
    assert '<span class="problem" id="f&quot;-name_error">This field is required.</span>' in name
    assert ok.startswith('<div class="field check"><input type="checkbox" name="ok"')
    assert '<label for="f&quot;-ok">&lt;ok&gt;</label>' in ok
    assert "Not &lt;so&gt;." in ok
    assert '<span class="label" id="f&quot;-many_label">Many</span>' in many
    assert "Enter a list of values." in many


@pytest.mark.parametrize(
    "address",
    [
        "/customers/{}/edit/",
        "/customers/{}/items/contacts/add/",
        "/customers/new/",
        "/customers/new/contacts/?place=1",
    ],
)
def test_each_field_is_checked_as_it_is_left(
    browser: Browser, customer: Customer, address: str
) -> None:
    page = browser.get(address.format(customer.pk)).content.decode()
    checked = re.findall(r'<div hx-post="([^"]*)"[^<]*class="checked">', page)
    customers = set(re.findall(r'"customer": "([^"]*)"', page))

    assert len(checked) > 5
    assert set(checked) == {"/customers/check/"}
    assert customers == {str(customer.pk) if "{}" in address else ""}
