"""A form that came too late, and what is held now, in; the two side by side, where they differ, out."""

from datetime import date

from django import forms

from actions.templatetags.look import full_date


def both_sides(form: forms.Form, held: dict) -> dict:
    """Return `typed` (pairs of label and words) and `theirs` (entries), as components/compare.html draws them."""
    typed, theirs = [], []
    for name, field in form.fields.items():
        mine, now = form.cleaned_data.get(name), held.get(name)
        if field.widget.is_hidden or (mine or "") == (now or ""):
            continue
        typed.append((field.label, in_words(field, mine)))
        theirs.append({"what": field.label, "before": "", "after": in_words(field, now)})
    return {"typed": typed, "theirs": theirs}


def in_words(field: forms.Field, value) -> str:
    """Return a value as the form's reader knows it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return full_date(value)
    labels = {str(key): words for key, words in getattr(field, "choices", ())}
    return str(labels.get(str(value), "" if value is None else value)) or "Empty"
