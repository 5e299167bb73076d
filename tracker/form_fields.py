"""Fields that GOV.UK forms need and Django lacks: a date in three boxes, and choices that say what they mean."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DateInThreeBoxes(forms.MultiWidget):
    """Day, month and year, each typed; their names end in _day, _month and _year."""

    template_name = "django/forms/widgets/date_in_three_boxes.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        super().__init__({part: forms.TextInput({"inputmode": "numeric"}) for part in PARTS}, attrs)

    def decompress(self, value):
        """Return day, month and year of a date, as the boxes show them."""
        return [value.day, value.month, value.year] if value else [None, None, None]

    def id_for_label(self, id_):
        """Return the id of the first box, where an error's link should lead."""
        return f"{id_}_0" if id_ else id_

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for part, box in zip(PARTS, context["widget"]["subwidgets"], strict=True):
            width = 4 if part == "year" else 2
            error = " govuk-input--error" if context["widget"]["attrs"].get("aria-invalid") else ""
            box["attrs"]["class"] = f"govuk-input govuk-date-input__input govuk-input--width-{width}{error}"
            box["label"] = part.capitalize()
        return context


class TypedDateField(forms.MultiValueField):
    """A day that a person types, such as 30 9 2020 or 30 Sep 2020; gives a `date`, or one sentence on what is wrong."""

    widget = DateInThreeBoxes

    def __init__(self, **kwargs):
        boxes = [forms.CharField(required=False, max_length=20) for _ in PARTS]
        super().__init__(boxes, require_all_fields=False, **kwargs)
        self.called = self.label or "The date"

    def clean(self, value):
        """Return the date typed, None where a field that may stay empty is empty; raise ValidationError otherwise."""
        parts = [(part or "").strip() for part in value or ("", "", "")]
        if not any(parts):
            return super().clean(None)
        missing = [name for name, part in zip(PARTS, parts, strict=True) if not part]
        if missing:
            raise ValidationError(f"{self.called} must include a {' and a '.join(missing)}", code="incomplete")
        return self.compress(parts)

    def compress(self, parts):
        """Return the date of three texts; raise ValidationError where there is no such day."""
        if not parts:
            return None
        try:
            day, month, year = int(parts[0]), month_number(parts[1]), int(parts[2])
            if not 1000 <= year <= 9999:
                raise ValidationError(f"{self.called} must have a year of four numbers, such as 2020", code="year")
            return date(year, month, day)
        except (ValueError, OverflowError):
            raise ValidationError(f"{self.called} must be a real date", code="invalid") from None


def month_number(text):
    """Return 1 to 12 for a month's number or name; raise ValueError for anything else.

    >>> month_number("09"), month_number("Sept"), month_number("may")
    (9, 9, 5)
    """
    return int(text) if text.isdecimal() else MONTHS.index(text.lower()[:3]) + 1


class RadiosWithHints(forms.RadioSelect):
    """Radio buttons with a line of meaning below each label: `hints` maps a choice's value to its line."""

    def __init__(self, attrs=None, choices=(), hints=None):
        super().__init__(attrs, choices)
        self.hints = hints or {}

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        if option["hint"] and option["attrs"].get("id"):
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_hint"
        return option


def whole_number(text):
    """Return the number that a hidden field sends, such as a version; 0 for anything else, which matches nothing.

    >>> whole_number("12"), whole_number(""), whole_number("1e9"), whole_number("9" * 40)
    (12, 0, 0, 0)
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
