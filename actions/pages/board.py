"""The board's page: one plan as at one day, every number with the list behind it."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from actions import links, permissions, queries, report
from actions.doubts import open_doubts
from actions.exports.columns import cut
from actions.models import Plan
from actions.report import Line, Report, RuleReport, SectionReport
from actions.rules.totals import COUNTS
from actions.templatetags.look import dates_say, full_date, kept_back, rating
from actions.vocabulary import FIELD, STAGE_WORDS
from tracker.form_fields import PARTS, TypedDateField


@dataclass(frozen=True, slots=True)
class Headline:
    """A number on top of the page: which, out of which, its tone, and whether it stands there when it is nought."""

    slug: str
    out_of: str
    tone: str = ""
    always: bool = False


HEADLINES = (
    Headline("done", "items", "done", always=True),
    Headline("open", "items", always=True),
    Headline("attention", "items", "warn", always=True),
    Headline("overdue", "open", "alert", always=True),
    Headline("past_original", "open", "alert", always=True),
    Headline("disputed", "open", "alert"),
    Headline("revised_twice", "open", "warn"),
    Headline("asked", "items", "warn"),
    Headline("no_deadline", "open", "warn"),
    Headline("no_owner", "open", "warn"),
    Headline("not_stated", "items", "warn"),
)
# Beside the stages, which add up to all, what a member looks for by theme.
THEME_COUNTS = ("items", "overdue", "attention")
THEME_HEADINGS = {"items": "All", "overdue": "Overdue", "attention": "Needs attention"}
BOXES = [f"as_of_{part}" for part in PARTS]
# So much of what the lead says stands in the entry of an action.
LATEST_LIMIT = 200
NOUN = {"items": "", "open": " open"}


class AsOfForm(forms.Form):
    """The day for which the page is drawn, typed in three boxes."""

    as_of = TypedDateField(label="As at", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["as_of"].called = "The date"  # how an error begins: "The date must be a real date"


def board(request, organisation: str, plan: str):
    """Show the plan as at `as_of` (2018-09-03, or as_of_day, as_of_month and as_of_year), today where none is given."""
    plan = queries.plan_for(request.user, organisation, plan)
    request.organisation = plan.organisation
    today = timezone.localdate()
    form = AsOfForm(boxes(request.GET, today))
    chosen = form.cleaned_data["as_of"] if form.is_valid() else None
    if chosen and any(name in request.GET for name in BOXES):
        return redirect(f"{request.path}?as_of={chosen.isoformat()}")
    built = report.build(queries.plan_facts(plan, request.user), chosen or today)
    doubts = open_doubts(request.user, plan).count()
    context = heading(plan, built, chosen, doubts) | figures(plan, built) | attention(plan, built, chosen)
    if permissions.may(request.user, "export_plan", plan):
        file = f"{reverse('workbook', args=links.of(plan))}?as_of={built.as_of.isoformat()}"
        context["workbook"] = file
        context["exempt_workbook"] = f"{file}&exempt=1" if holds_exempt(request.user, plan, built) else ""
    context |= {"form": form, "take_in": take_in(request.user, plan), "set_up": set_up(request.user, plan)}
    return render(request, "actions/board.html", context)


def holds_exempt(user, plan: Plan, built: Report) -> bool:
    """Return whether the page shows `user` what is not for publication, which the workbook leaves out unless asked."""
    return built.holds_exempt and permissions.sees_not_for_publication(user, plan)


def heading(plan: Plan, built: Report, asked_for: date | None, doubts: int) -> dict:
    """Return what stands around the report; the day that was asked for goes along to the plan's other pages."""
    return {
        "plan": plan,
        "report": built,
        "as_of": built.as_of,
        "heading": plan.title,
        "caption": f"{plan.organisation}, as at {full_date(built.as_of)}",
        "running_head": running_head(f"{plan.title}: {plan.organisation}, as at {full_date(built.as_of)}"),
        "breadcrumbs": links.breadcrumbs(plan)[:-1],
        "links": links.plan_navigation(plan, "board", asked_for, doubts=doubts),
    }


def take_in(user, plan: Plan) -> str:
    """Return the address where `user` brings a paper for the plan, nothing where they may not."""
    may = permissions.may(user, "import_into_plan", plan) and not plan.archived
    return links.take_in_page(plan) if may else ""


def set_up(user, plan: Plan) -> str:
    """Return the address where `user` sets the plan up by hand, nothing where they may not."""
    return links.plan_page(plan, "set_up") if permissions.may(user, "manage_plan", plan) else ""


def running_head(text: str) -> str:
    """Return the style that prints `text` on top of every page of paper, as CSS that holds no markup."""
    letters = "".join(letter if letter.isalnum() or letter == " " else f"\\{ord(letter):x} " for letter in text)
    return SafeString(f'@page {{ @top-left {{ content: "{letters}"; font: 8pt sans-serif; }} }}')


def figures(plan: Plan, built: Report) -> dict:
    """Return the numbers on top, by reported rating, by theme and stage, and what the plan says of each theme."""
    return {
        "cards": cards(plan, built),
        "rating_counts": [(row.label or "Not rated", row.count, row.colour) for row in built.ratings],
        "theme_heading": built.headings.get("section") or FIELD["section"].heading,
        "columns": [STAGE_WORDS[stage] for stage in built.stages] + [THEME_HEADINGS[slug] for slug in THEME_COUNTS],
        "themes": [theme_row(plan, built, section) for section in built.sections],
        "theme_notes": [
            (f"{section.ref} {section.title}".strip(), section.notes) for section in built.sections if section.notes
        ],
        "all_themes": {"title": "All themes", "cells": cells(plan, built, built.totals)},
    }


def attention(plan: Plan, built: Report, asked_for: date | None) -> dict:
    """Return what needs the board's attention: rules that hit over half, entries by rule, and what fell due since."""
    page = links.item_pages(plan, asked_for)
    return {
        "summed_up": [(rule, behind(plan, built, rule)) for rule in built.rules if rule.summed_up],
        "groups": [
            {
                "rule": group.rule,
                "share": group.share,
                "href": behind(plan, built, group.rule),
                "entries": [entry(line, group.rule.slug, page(line.id)) for line in group.lines],
            }
            for group in built.attention
        ],
        "due_since": [
            (line.ref, line.title, page(line.id), leads(line), line.date_now_words, kept_back(line.not_public))
            for line in built.due_since
        ],
    }


def boxes(query: QueryDict, today: date) -> dict[str, str]:
    """Return what the three boxes hold: as typed, else the parts of `as_of`, else today's."""
    if any(name in query for name in BOXES):
        return {name: query.get(name, "") for name in BOXES}
    year, month, day = (*(query.get("as_of") or today.isoformat()).split("-", 2), "", "")[:3]
    return dict(zip(BOXES, (day.lstrip("0"), month.lstrip("0"), year), strict=True))


def cards(plan: Plan, built: Report) -> list[dict]:
    """Return the numbers on top of the page, each with what it is out of and the list behind it."""
    return [
        {
            "number": built.totals[headline.slug],
            "label": COUNTS[headline.slug].heading,
            "note": f"of {built.totals[headline.out_of]:,}{NOUN[headline.out_of]}",
            "tone": headline.tone if built.totals[headline.slug] else "",
            "href": links.list_behind(plan, built.as_of, count=headline.slug),
        }
        for headline in HEADLINES
        if headline.always or built.totals[headline.slug]
    ]


def theme_row(plan: Plan, built: Report, section: SectionReport) -> dict:
    """Return a theme's row of counts."""
    return {
        "ref": section.ref,
        "title": section.title,
        "cells": cells(plan, built, section.counts, section.id),
    }


def cells(plan: Plan, built: Report, counts: dict[str, int], theme: int | None | str = "") -> list[tuple[int, str]]:
    """Return counts by stage, and then those of THEME_COUNTS, each with the address of its list."""
    slugs = [f"stage_{stage}" for stage in built.stages] + list(THEME_COUNTS)
    return [
        (counts[slug], links.list_behind(plan, built.as_of, count=slug, theme=theme) if counts[slug] else "")
        for slug in slugs
    ]


def behind(plan: Plan, built: Report, rule: RuleReport) -> str:
    """Return the address of all to which a rule applies."""
    return links.list_behind(plan, built.as_of, count=rule.slug)


def entry(line: Line, slug: str, href: str) -> dict:
    """Return one line under the rule of that slug, as the page shows it; ready words, since there may be hundreds."""
    now = (line.date_now_words, f"moved {line.moved}" if line.moved else "", line.later_words)
    return {
        "ref": line.ref,
        "title": line.title,
        "action_title": line.action_title,
        "href": href,
        "not_public": kept_back(line.not_public),
        # What is overdue says so, with its date, in the facts beside it.
        "why": "" if slug == "overdue" else line.why(slug),
        "tags": [*asked_tag(line), *((hit.heading, hit.why) for hit in line.tags(slug))],
        "leads": leads(line),
        "first_date": line.first_date_words,
        "date_now": ", ".join(filter(None, now)),
        "rating": rating(line.reported, line.reported_colour),
        "says": dates_say(line.says, line.days_overdue),
        "theme": line.theme,
        "latest": latest(line),
    }


def asked_tag(line: Line) -> list[tuple[str, str]]:
    """Return the tag of a new date that waits, and what it means; nothing where none does."""
    if not line.asked_date:
        return []
    return [(f"{COUNTS['asked'].heading}: {full_date(line.asked_date)}", COUNTS["asked"].definition)]


def latest(line: Line) -> str:
    """Return the newest note of progress with its date, cut between words; empty where there is none."""
    if line.latest is None:
        return ""
    when = line.latest.label or (full_date(line.latest.on) if line.latest.dated else "")
    said = f"{when}: {line.latest.text}" if when else line.latest.text
    return format_html("{} {}", cut(said, LATEST_LIMIT), kept_back(line.latest.not_public))


def leads(line: Line) -> str:
    """Return who leads it, or that nobody does."""
    return "; ".join(line.leads) or "No lead named"
