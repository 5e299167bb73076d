"""Words for the board in place of an update's, by a manager; what was given stays in the action's history."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from actions import links, queries
from actions.answer_form import named
from actions.histories import update_entries
from actions.models import Item, Update
from actions.pages.round_lead import must_manage
from actions.permissions import may
from actions.services.progress import word_for_the_board
from actions.services.writing import Actor, Writing
from actions.sources import Papers


class WordsForm(forms.Form):
    """The words that the board reads."""

    words = forms.CharField(
        label="Words for the board", max_length=10_000, widget=forms.Textarea({"rows": 8}),
        help_text="The report shows these. The words as they were given stay in the action’s history.",
        error_messages={"required": "Enter the words for the board"},
    )  # fmt: skip


def board_words(request, organisation: str, plan: str, pk: int, update: int):
    """Show the update and a form filled in with it; keep the words and go back to the action."""
    item = queries.item_for(request.user, organisation, plan, pk)
    must_manage(request.user, item.plan)
    shown = item.update_events.filter(retracted_at=None).select_related("author", "recorded_by", "source__paper")
    given = get_object_or_404(queries.published(shown, request.user, item.plan), pk=update)
    form = WordsForm(request.POST or None, initial={"words": given.note})
    if request.method == "POST" and form.is_valid():
        try:
            with Writing(item.plan, Actor.on_page(request.user)) as writing:
                word_for_the_board(writing, given, form.cleaned_data["words"])
        except ValueError as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, "The board reads your words now.")
            return redirect(links.item_page(item.plan, pk))
    request.organisation = item.plan.organisation
    context = {
        "form": form,
        "plan": item.plan,
        "heading": f"Words for the board: {named(item)}",
        "breadcrumbs": links.breadcrumbs(item.plan, (named(item)[:60], links.item_page(item.plan, pk))),
        "given": update_entries([given], Papers(request.user, item)),
        "back": links.item_page(item.plan, pk),
    }
    return render(request, "actions/board_words.html", context)


def words_page(user, item: Item, updates: list[Update]) -> str:
    """Return the address at which `user` may word the newest update for the board, nothing where they may not."""
    if item.plan.archived or not may(user, "manage_plan", item.plan):
        return ""
    replaced = {each.words_of_id for each in updates}
    newest = next((each for each in updates if each.pk not in replaced and each.note), None)
    return links.words_page(item, newest) if newest else ""
