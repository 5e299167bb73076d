"""Draws every form in the GOV.UK pattern: label, hint, error and field, tied together for assistive technology."""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input

# The class that each kind of widget wears; the first match counts, so the special stand before the general.
WIDGET_CLASSES = (
    (forms.Textarea, "govuk-textarea"),
    (forms.SelectMultiple, "govuk-select"),
    (forms.RadioSelect, ""),
    (forms.CheckboxSelectMultiple, ""),
    (forms.Select, "govuk-select"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.DateInput, "govuk-input date-field"),
    (forms.MultiWidget, ""),
    (Input, "govuk-input"),
)
# Widgets that hold several controls, and the template that draws them; a template of one's own stays.
WIDGET_TEMPLATES = {
    "django/forms/widgets/radio.html": "django/forms/widgets/govuk_choices.html",
    "django/forms/widgets/checkbox_select.html": "django/forms/widgets/govuk_choices.html",
}
SHAPES = (
    (forms.RadioSelect, "radios"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.CheckboxInput, "checkbox"),
)


def wanting(label, *, choose=False):
    """Return what to do about an empty field, since "This field is required" does not say which, or how.

    >>> wanting("E-mail address"), wanting("Your rating", choose=True), wanting("Is it done?")
    ('Enter e-mail address', 'Choose your rating', 'Answer “Is it done?”')
    """
    if label.endswith("?"):
        return f"Answer “{label}”"
    is_word = label[1:2].islower() or label[1:2] in " -"
    return f"{'Choose' if choose else 'Enter'} {label[:1].lower() if is_word else label[:1]}{label[1:]}"


class GovukBoundField(BoundField):
    """A field that knows its GOV.UK classes; `shape` tells the field template how it is laid out."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        widget = field.widget
        widget.template_name = WIDGET_TEMPLATES.get(widget.template_name, widget.template_name)
        if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = wanting(str(self.label), choose=hasattr(widget, "choices"))

    @property
    def shape(self):
        """Return radios, checkboxes, checkbox (a single one), group (several inputs) or single."""
        widget = self.field.widget
        named = next((shape for kind, shape in SHAPES if isinstance(widget, kind)), None)
        return named or ("group" if widget.use_fieldset else "single")

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        base = next((name for kind, name in WIDGET_CLASSES if isinstance(widget, kind)), "")
        if base and not widget.is_hidden:
            error = f"{base.split()[0]}--error" if self.errors and self.shape == "single" else ""
            attrs["class"] = " ".join(filter(None, (base, error, widget.attrs.get("class", ""))))
        if self.shape in ("radios", "checkboxes"):
            # The fieldset carries the error; ARIA has no invalid state for a single radio button.
            attrs.pop("aria-invalid", None)
        return attrs


class GovukRenderer(TemplatesSetting):
    """The project's form renderer (`FORM_RENDERER`); its templates lie in templates/django/forms/."""

    field_template_name = "django/forms/field.html"
    form_template_name = "django/forms/div.html"
    bound_field_class = GovukBoundField
