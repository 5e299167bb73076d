"""The workbook of one plan as at one day, as a file to download."""

from datetime import date

from django.http import Http404, HttpResponse
from django.utils import timezone

from actions import permissions, queries, report
from actions.exports import workbook as xlsx


def workbook(request, organisation: str, plan: str):
    """Answer with the workbook as at `as_of` (2018-09-03), today where none is given."""
    plan = queries.plan_for(request.user, organisation, plan)
    if not permissions.may(request.user, "export_plan", plan):
        raise Http404
    built = report.build(queries.plan_facts(plan, request.user), day_asked(request.GET.get("as_of", "")))
    name = f"{plan.organisation.slug}-{plan.slug}-{built.as_of.isoformat()}.xlsx"
    return HttpResponse(
        xlsx.content(built),
        content_type=xlsx.CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def day_asked(text: str) -> date:
    """Return the day of that text, today where it is empty; what is no day has no workbook and answers 404."""
    try:
        return date.fromisoformat(text) if text else timezone.localdate()
    except ValueError:
        raise Http404 from None
