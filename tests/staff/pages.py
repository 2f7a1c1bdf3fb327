"""What a browser does with the admin's forms."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client as Browser


class _Fields(HTMLParser):
    """The fields of the form with an id, as a browser would post them unchanged."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside = form_id, False
        self.fields: dict[str, list[str]] = {}
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = values.get("id") == self.form_id
        if not self.inside:
            return
        name = values.get("name", "")
        if tag == "input" and name and "disabled" not in values:
            kind = values.get("type", "text")
            if kind in ("submit", "button", "file"):
                return
            if kind in ("checkbox", "radio") and "checked" not in values:
                return
            one_line = values.get("value", "on" if kind == "checkbox" else "").replace("\n", "")
            self.fields.setdefault(name, []).append(one_line)
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in values:
            self.fields.setdefault(self.select, []).append(values.get("value", ""))
        elif tag == "textarea":
            self.textarea = name
            self.fields.setdefault(name, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "select":
            self.select = ""
        if tag == "textarea":
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        if self.inside and self.textarea:
            self.fields[self.textarea][-1] += data


Posted = dict[str, str | list[str]]


def form_of(browser: Browser, url: str, form_id: str) -> Posted:
    """What the form of a page would post if nobody touched it."""
    response = browser.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return fields_of(response, form_id)


def fields_of(response: Any, form_id: str) -> Posted:
    parser = _Fields(form_id)
    parser.feed(response.content.decode())
    assert parser.fields, "no such form"
    lines = {
        name: [value.removeprefix("\n").replace("\n", "\r\n") for value in values]
        for name, values in parser.fields.items()
        if "__prefix__" not in name
    }
    return {name: values[0] if len(values) == 1 else values for name, values in lines.items()}
