"""How the fields of these pages look. Written here: a page of ninety fields took twice as long in
templates."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import BoundField, CheckboxInput
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

FIELD = "field"


class HubRenderer(TemplatesSetting):
    """Fields as the project shows them: label, input, help, what is wrong. The inputs are those of
    Django's own templates, which serve the widgets that are not here."""

    field_template_name = FIELD

    def render(self, template_name: str, context: Any, request: HttpRequest | None = None) -> str:
        write = WRITERS.get(template_name)
        if write is None:
            return super().render(template_name, context, request)
        return mark_safe(write(context))  # noqa: S308  all in it is escaped


def _field(context: Mapping[str, Any]) -> str:
    field: BoundField = context["field"]
    label, at = conditional_escape(field.label), conditional_escape(field.id_for_label)
    if isinstance(field.field.widget, CheckboxInput):
        return (
            f'<div class="field check">{field}<label for="{at}">{label}</label>{_said(field)}</div>'
        )
    if field.use_fieldset:
        head = f'<span class="label" id="{conditional_escape(field.auto_id)}_label">{label}</span>'
    else:
        head = f'<label for="{at}">{label}</label>'
    return f'<div class="field">{head} {field} {_said(field)}</div>'


def _said(field: BoundField) -> str:
    """The help, which may hold HTML, and what is wrong."""
    said, at = "", conditional_escape(field.auto_id)
    if field.help_text:
        said += f'<span class="help" id="{at}_helptext">{field.help_text}</span>'
    if field.errors:
        wrong = " ".join(conditional_escape(str(text)) for text in field.errors)
        said += f'<span class="problem" id="{at}_error">{wrong}</span>'
    return said


def _input(context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    value = widget["value"]
    held = "" if value is None else f' value="{conditional_escape(value)}"'
    return (
        f'<input type="{widget["type"]}" name="{conditional_escape(widget["name"])}"'
        f"{held}{_attributes(widget)}>"
    )


def _textarea(context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    return (
        f'<textarea name="{conditional_escape(widget["name"])}"{_attributes(widget)}>\n'
        f"{conditional_escape(widget['value'] or '')}</textarea>"
    )


def _select(context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    written = "".join(
        f'<optgroup label="{conditional_escape(group)}">{_options(options)}</optgroup>'
        if group
        else _options(options)
        for group, options, _ in widget["optgroups"]
    )
    name = conditional_escape(widget["name"])
    return f'<select name="{name}"{_attributes(widget)}>{written}</select>'


def _options(options: list[dict[str, Any]]) -> str:
    return "".join(
        f'<option value="{conditional_escape(option["value"])}"{_attributes(option)}>'
        f"{conditional_escape(option['label'])}</option>"
        for option in options
    )


def _attributes(widget: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


#: What Django calls the template -> what writes it.
WRITERS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    FIELD: _field,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/textarea.html": _textarea,
} | dict.fromkeys(
    (
        f"django/forms/widgets/{kind}.html"
        for kind in ("checkbox", "date", "number", "password", "text")
    ),
    _input,
)
