"""The sheet of one body in a round as a file, in Word or Excel; what is not for publication is left out."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from actions import queries, report
from actions.exports import document
from actions.exports import workbook as xlsx
from actions.pages.round_lead import must_manage, round_of
from actions.rounds.forms import OWN
from actions.rounds.sheet import sheet_of
from actions.rounds.standing import leads_of
from tracker.form_fields import whole_number


def round_sheet(request, organisation: str, plan: str):
    """Answer with the sheet of `body` in `round`: a Word document, or with `as=xlsx` a workbook."""
    plan = queries.plan_for(request.user, organisation, plan)
    must_manage(request.user, plan)
    held = round_of(plan, whole_number(request.GET.get("round", "")))
    body = request.GET.get("body", "")
    wanted = "" if body == OWN else body
    leads = [lead for lead in leads_of(request.user, plan, held) if lead.body == wanted]
    if not leads:
        raise Http404("No lead of that body is asked in this round.")
    built = report.build(queries.plan_facts(plan, leave_out=queries.FOR_PUBLICATION), timezone.localdate())
    sheet = sheet_of(built, held, wanted or plan.organisation.name, leads, str(request.user))
    name = "-".join(filter(None, (plan.slug, slugify(held.name), slugify(wanted) or plan.organisation.slug)))
    if request.GET.get("as") == "xlsx":
        return _file(xlsx.written([sheet], built), xlsx.CONTENT_TYPE, f"{name}.xlsx")
    return _file(document.content(sheet, built), document.CONTENT_TYPE, f"{name}.docx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
