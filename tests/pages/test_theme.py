"""Themes by hand: added one after the other, reworded, led, and taken off while they are empty."""

import pytest
from django.urls import reverse

from actions import links
from actions.models import Change, Party, Section
from tests import builders


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def page(theme):
    return reverse("theme", args=[*links.of(theme.plan), theme.pk])


def test_several_are_added_in_a_row(as_manager, plan):
    new = links.plan_page(plan, "new_theme")
    answer = as_manager.post(new, {"ref": "1", "title": "Practice", "lead": "Head of Practice", "another": "yes"})
    assert answer.url == new
    second = as_manager.post(new, {"title": "Housing"})
    made = list(Section.objects.order_by("position"))
    assert [(theme.ref, theme.title, str(theme.lead or "")) for theme in made] == [
        ("1", "Practice", "Head of Practice"), ("", "Housing", ""),
    ]  # fmt: skip
    assert second.url == f"{links.plan_page(plan, 'set_up')}#theme-{made[1].pk}"
    assert Change.objects.filter(event="add_section").count() == 2


def test_a_name_of_the_organisations_own_is_not_entered_twice(as_manager, council, plan):
    held = builders.party(council, "Head of Practice")
    as_manager.post(links.plan_page(plan, "new_theme"), {"title": "Practice", "lead": "head of practice"})
    assert Section.objects.get().lead == held and Party.objects.count() == 1


def test_its_words_and_lead_are_changed_and_logged(as_manager, plan):
    theme = builders.section(plan, "Practice", "1")
    data = {"ref": "A", "title": "Good practice", "lead": "", "version": theme.version}
    as_manager.post(page(theme), data)
    theme.refresh_from_db()
    assert (theme.ref, theme.title) == ("A", "Good practice") and theme.version > 1
    assert Change.objects.filter(event="reword_section").count() == 2


def test_a_stale_form_is_refused_with_both_versions_side_by_side(as_manager, plan):
    theme = builders.section(plan, "Practice", "1")
    stale = {"ref": "1", "title": "My words", "version": theme.version}
    as_manager.post(page(theme), stale | {"title": "Their words"})
    answer = as_manager.post(page(theme), stale)
    text = answer.content.decode()
    assert "Both changes side by side" in text and "Their words" in text and "My words" in text
    theme.refresh_from_db()
    assert theme.title == "Their words"
    as_manager.post(page(theme), stale | {"version": answer.context["form"]["version"].value()})
    theme.refresh_from_db()
    assert theme.title == "My words"


def test_without_a_title_nothing_is_added(as_manager, plan):
    text = as_manager.post(links.plan_page(plan, "new_theme"), {"ref": "1", "title": " "}).content.decode()
    assert "Enter title" in text and not Section.objects.exists()


def test_an_empty_theme_is_taken_off_and_one_with_actions_is_not(as_manager, plan):
    empty, full = builders.section(plan, "Empty"), builders.section(plan, "Full")
    builders.item(plan, section=full)
    for theme in (empty, full):
        answer = as_manager.post(page(theme), {"do": "remove"}, follow=True)
    assert "Move or take off the actions of this theme first." in answer.content.decode()
    assert list(Section.objects.filter(retracted_at=None)) == [full]
    assert as_manager.get(page(empty)).status_code == 404


def test_a_theme_of_another_plan_is_not_found_here(as_manager, council, plan):
    theme = builders.section(builders.plan(council, slug="other"), "Elsewhere")
    assert as_manager.get(reverse("theme", args=[*links.of(plan), theme.pk])).status_code == 404
