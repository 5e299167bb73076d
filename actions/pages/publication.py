"""Who may read an action, a step, one of its updates or its evidence: the form of whoever manages the plan."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import truncatechars

from actions import links, queries
from actions.models import Evidence, Item, Update
from actions.permissions import may, sees_not_for_publication
from actions.services.publication import mark_publication
from actions.services.writing import Actor, Writing
from actions.vocabulary import PUBLICATION_WORDS, Publication
from tracker.form_fields import RadiosWithHints

HINTS = {
    Publication.PUBLIC: "Everybody who may see the plan reads it, and it stands in what is published.",
    Publication.NOT_FOR_PUBLICATION: "Only those with that right read it; what is published leaves it out.",
    Publication.WORKING_NOTE: "Only those who manage the plan read it, on screen; it stands in no file.",
}
LOSES_SIGHT = "You do not have the right to see what is not for publication: once it is marked so, you see it no more."


class PublicationForm(forms.Form):
    """Who may read it, by which paragraph, and why."""

    publication = forms.ChoiceField(label="Who may read it?", widget=RadiosWithHints)
    paragraph = forms.CharField(
        label="Paragraph (optional)",
        required=False,
        max_length=80,
        help_text="Only where it is not for publication. Of Schedule 12A, such as 2 or 3.",
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
    )
    reason = forms.CharField(
        label="Why?",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="Those who may read it read the reason as well.",
        error_messages={"required": "Say why"},
    )

    def __init__(self, data=None, *, thing, label: str):
        self.thing = thing
        super().__init__(data, initial={"publication": thing.publication, "paragraph": thing.exempt_paragraph})
        words = PUBLICATION_WORDS | {Publication.NOT_FOR_PUBLICATION: label}
        self.fields["publication"].choices = [(str(key), said) for key, said in words.items()]
        self.fields["publication"].widget.hints = {str(key): hint for key, hint in HINTS.items()}

    def clean(self):
        """Hold the paragraph against what it is for."""
        given = super().clean()
        chosen = given.get("publication")
        if given.get("paragraph") and chosen and chosen != Publication.NOT_FOR_PUBLICATION:
            self.add_error("paragraph", "Leave the paragraph empty, or choose that it is not for publication")
        if chosen and (chosen, given.get("paragraph", "")) == (self.thing.publication, self.thing.exempt_paragraph):
            self.add_error("publication", "It is marked so already")
        return given


def publication(request, organisation: str, plan: str, pk: int, what: str = "action", key: int = 0):
    """Show the form for the item, or for one of its updates or its evidence; mark it and go back."""
    item = queries.item_for(request.user, organisation, plan, pk)
    request.organisation = item.plan.organisation
    thing = thing_of(request.user, item, what, key)
    if not may(request.user, "mark_publication", item):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = PublicationForm(data, thing=thing, label=item.plan.organisation.exempt_label)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            with Writing(item.plan, Actor.on_page(request.user)) as writing:
                mark_publication(
                    writing, thing, said["publication"], reason=said["reason"], paragraph=said["paragraph"]
                )
        except ValueError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "It is marked.")
        seen = queries.items_for(request.user, item.plan).filter(pk=pk).exists()
        return redirect(links.item_page(item.plan, pk) if seen else links.list_behind(item.plan))
    context = {
        "form": form,
        "item": item,
        "plan": item.plan,
        "heading": "Who may read this?",
        "words": words_of(thing),
        "loses_sight": "" if sees_not_for_publication(request.user, item.plan) else LOSES_SIGHT,
        "breadcrumbs": links.breadcrumbs(
            item.plan,
            ("Actions", links.list_behind(item.plan)),
            (truncatechars(str(item), 60), links.item_page(item.plan, pk)),
        ),
        "back": links.item_page(item.plan, pk),
    }
    return render(request, "actions/publication.html", context)


def thing_of(user, item: Item, what: str, key: int) -> Item | Update | Evidence:
    """Return what is to be marked, of what `user` may see of the item, or answer 404."""
    if what == "action":
        return item
    kinds = {"update": item.update_events, "evidence": item.evidence_events}
    if what not in kinds:
        raise Http404
    standing = queries.published(kinds[what].filter(retracted_at=None), user, item.plan)
    thing = get_object_or_404(standing, pk=key)
    thing.item = item
    return thing


def words_of(thing: Item | Update | Evidence) -> str:
    """Return the words that are to be marked, in a line or two."""
    if isinstance(thing, Update):
        return truncatechars(thing.note or "No change", 400)
    return thing.title if isinstance(thing, Evidence) else truncatechars(str(thing), 400)
