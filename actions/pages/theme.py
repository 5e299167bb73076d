"""A theme of a plan by hand: added, reworded, given a lead, or taken off while it is empty."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render

from actions import links, queries
from actions.by_hand.item_form import ThemeForm
from actions.by_hand.sides import both_sides
from actions.models import Plan, Section
from actions.permissions import may
from actions.services.by_hand import claim_section, remove_section
from actions.services.people import parties_named
from actions.services.plans import add_sections, reword_section
from actions.services.writing import Actor, Stale, Writing
from tracker.form_fields import whole_number


def new_theme(request, organisation: str, plan: str):
    """Add a theme after those there are."""
    return answer(request, plan_to_edit(request, organisation, plan), None)


def theme(request, organisation: str, plan: str, pk: int):
    """Change a theme, or with `do=remove` take an empty one off the plan."""
    plan = plan_to_edit(request, organisation, plan)
    section = queries.sections_for(request.user, plan).select_related("lead").filter(pk=pk).first()
    if section is None:
        raise Http404
    return remove(request, plan, section) if request.POST.get("do") == "remove" else answer(request, plan, section)


def plan_to_edit(request, organisation: str, slug: str) -> Plan:
    """Return the plan where the user may edit it; 404 where they may not see it, 403 where they may only read."""
    plan = queries.plan_for(request.user, organisation, slug)
    if not may(request.user, "edit_plan", plan):
        raise PermissionDenied
    request.organisation = plan.organisation
    return plan


def answer(request, plan: Plan, section: Section | None):
    """Show the form, or save it: back to the outline, or on to the next theme."""
    form, compared = ThemeForm(request.POST or None, section=section), {}
    if request.method == "POST" and form.is_valid():
        try:
            saved = save(request.user, plan, section, form)
        except Stale as stale:
            form, compared = stale_form(request, plan, section, form, str(stale))
        else:
            messages.success(request, f"The theme “{saved}” is {'saved' if section else 'added'}.")
            again = links.plan_page(plan, "new_theme") if "another" in request.POST else ""
            return redirect(again or f"{links.plan_page(plan, 'set_up')}#theme-{saved.pk}")
    context = {
        "form": form,
        "plan": plan,
        "section": section,
        "can_go": section and not section.items.filter(retracted_at=None).exists(),
        "heading": "Change a theme" if section else "Add a theme",
        "breadcrumbs": links.breadcrumbs(plan, ("Set up", links.plan_page(plan, "set_up"))),
        "back": links.plan_page(plan, "set_up"),
        "parties": queries.party_names(request.user, plan.organisation),
    }
    return render(request, "actions/theme.html", context | compared)


def save(user, plan: Plan, section: Section | None, form: ThemeForm) -> Section:
    """Write the theme and return it; raises Stale where somebody was quicker."""
    given = form.cleaned_data
    with Writing(plan, Actor.on_page(user)) as writing:
        lead = parties_named(plan.organisation, [given["lead"]]).get(given["lead"])
        values = {"ref": given["ref"], "title": given["title"], "lead": lead}
        if section is None:
            return add_sections(writing, [Section(**values)])[0]
        claim_section(writing, section, whole_number(given["version"]))
        changed = {name: value for name, value in values.items() if getattr(section, name) != value}
        if changed:
            reword_section(writing, section, **changed)
    return section


def stale_form(request, plan: Plan, section: Section | None, form: ThemeForm, sentence: str) -> tuple[ThemeForm, dict]:
    """Return the form with all that was typed, on top of what holds now, and both versions side by side."""
    fresh = Section.objects.select_related("lead").get(pk=section.pk, plan=plan)
    data = request.POST.copy()
    data["version"] = str(fresh.version)
    again = ThemeForm(data, section=fresh)
    again.full_clean()
    again.add_error(None, sentence)
    return again, both_sides(form, again.initial)


def remove(request, plan: Plan, section: Section):
    """Take the theme off the plan, where nothing stands in it."""
    try:
        with Writing(plan, Actor.on_page(request.user)) as writing:
            remove_section(writing, section)
    except ValueError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The theme “{section}” is taken off the plan.")
    return redirect(links.plan_page(plan, "set_up"))
