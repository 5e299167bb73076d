"""The decision table: every new date that waits in a plan, decided together at one sitting, printed, or as a file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone

from actions import links, queries, report
from actions.deciding.rows import asked_rows
from actions.deciding.table import DecisionTable, gone_from, saved, with_new_versions
from actions.doubts import open_doubts
from actions.exports import dates as exported
from actions.exports import workbook as xlsx
from actions.models import Plan
from actions.pages.board import running_head
from actions.permissions import may
from actions.services.decisions import StaleDates, decide_dates
from actions.services.meetings import meeting_held
from actions.services.writing import Actor, Writing
from actions.templatetags.look import counted, full_date
from tracker.form_fields import whole_number


def dates(request, organisation: str, plan: str):
    """Show the new dates that wait, or the one that `move` names; save what was decided about them, all or none."""
    plan = queries.plan_for(request.user, organisation, plan)
    request.organisation = plan.organisation
    only = whole_number(request.GET["move"]) if "move" in request.GET else None
    if request.method != "POST":
        return page_of(request, plan, only)
    if not may(request.user, "decide_dates", plan):
        raise PermissionDenied
    today = timezone.localdate()
    rows = asked_rows(request.user, plan, today, only)
    gone = gone_from(request.user, plan, rows, request.POST)
    if gone is None:
        return HttpResponseBadRequest()
    table = DecisionTable(rows, plan, today, request.POST, gone)
    if not table.is_valid():
        if gone:
            table.tell_stale(gone)
        return page_of(request, plan, only, table)
    try:
        said = save(request.user, plan, table)
    except StaleDates as refused:
        rows = asked_rows(request.user, plan, today, only)
        table = DecisionTable(rows, plan, today, with_new_versions(request.POST, rows))
        table.is_valid()
        table.sentences.clear()
        table.tell_stale(refused.stale)
        return page_of(request, plan, only, table)
    messages.success(request, said)
    return redirect(links.item_page(plan, rows[0].move.item_id) if only and rows else links.plan_page(plan, "dates"))


def save(user, plan: Plan, table: DecisionTable) -> str:
    """Write the decisions in one transaction and return what to tell; raises StaleDates, having written nothing."""
    decisions, sitting = table.decisions(), table.sitting
    with Writing(plan, Actor.on_page(user)) as writing:
        named = sitting.chosen() not in ("", "none")
        meeting = sitting.known or (meeting_held(writing, sitting.day()) if named else None)
        decide_dates(writing, decisions, sitting.sitting(meeting))
    return saved(decisions)


def page_of(request, plan: Plan, only: int | None, table: DecisionTable | None = None):
    """Draw the table; `table` is what was sent, with what is wrong."""
    today = timezone.localdate()
    if table is None:
        table = DecisionTable(asked_rows(request.user, plan, today, only), plan, today)
    decides = may(request.user, "decide_dates", plan)
    number = len(table.forms)
    wait = f"{counted(number, 'new date')} {'waits' if number == 1 else 'wait'}."
    context = {
        "plan": plan,
        "heading": "New dates to be decided" if only is None else "Decide about a new date",
        "caption": f"{plan.title}, as at {full_date(today)}",
        "running_head": running_head(f"{plan.title}: new dates to be decided, as at {full_date(today)}"),
        "breadcrumbs": links.breadcrumbs(plan),
        "links": links.plan_navigation(plan, "dates", doubts=open_doubts(request.user, plan).count()),
        "about": f"{wait} Until one is agreed, the date now counts, and so does Overdue." if number else "",
        "table": table,
        "decides": decides,
        "problems": table.problems(),
        "workbook": links.plan_page(plan, "dates_workbook") if may(request.user, "export_plan", plan) else "",
        "all": links.plan_page(plan, "dates") if only is not None else "",
    }
    return render(request, "actions/dates.html", context)


def workbook(request, organisation: str, plan: str):
    """Answer with the decision table as a workbook; it is for publication, whoever downloads it."""
    plan = queries.plan_for(request.user, organisation, plan)
    if not may(request.user, "export_plan", plan):
        raise Http404
    today = timezone.localdate()
    built = report.build(queries.plan_facts(plan, leave_out=queries.FOR_PUBLICATION), today)
    rows = [row for row in asked_rows(request.user, plan, today) if not row.not_public]
    name = f"{plan.organisation.slug}-{plan.slug}-new-dates-{today.isoformat()}.xlsx"
    return HttpResponse(
        xlsx.written([exported.new_dates(built, rows)], built),
        content_type=xlsx.CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
