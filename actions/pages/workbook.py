"""The workbook of one plan as at one day, as a file to download."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from actions import links, permissions, queries, report
from actions.exports import workbook as xlsx


def workbook(request, organisation: str, plan: str):
    """Answer with the workbook as at `as_of` (2018-09-03), today where none is given.

    It is for publication, whoever downloads it; with `exempt=1`, those with the right get what is not as well.
    """
    plan = queries.plan_for(request.user, organisation, plan)
    if not permissions.may(request.user, "export_plan", plan):
        raise Http404
    text = request.GET.get("as_of", "")
    day = day_asked(text)
    if day is None:
        return redirect(links.board_page(plan, text))  # the report's own form says what is wrong with the day
    exempt = request.GET.get("exempt") == "1" and permissions.sees_not_for_publication(request.user, plan)
    found = queries.plan_facts(plan, leave_out=queries.WITH_EXEMPT if exempt else queries.FOR_PUBLICATION)
    built = report.build(found, day)
    kept = "-not-for-publication" if built.holds_exempt else ""
    name = f"{plan.organisation.slug}-{plan.slug}-{built.as_of.isoformat()}{kept}.xlsx"
    return HttpResponse(
        xlsx.content(built),
        content_type=xlsx.CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def day_asked(text: str) -> date | None:
    """Return the day of that text, today where it is empty, None where it is no day."""
    try:
        return date.fromisoformat(text) if text else timezone.localdate()
    except ValueError:
        return None
