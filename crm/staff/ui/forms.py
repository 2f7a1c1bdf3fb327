"""How the fields of these pages look."""

from django.forms.renderers import TemplatesSetting


class HubRenderer(TemplatesSetting):
    """Fields with the project's own template: label, input, help, what is wrong."""

    field_template_name = "staff/parts/field.html"
