"""The table of actions: rows in, cells out."""

import django_tables2 as tables
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.html import format_html

from actions import links
from actions.lists.row import Row
from actions.lists.rows import OnADay
from actions.models import Plan
from actions.rules.judge import State
from actions.templatetags.look import counted, dates_say, kept_back, rating, short_date
from actions.vocabulary import FIELD, STAGE_WORDS

ROWS_ON_A_PAGE = 50
LINK = '{}<a class="govuk-link" href="{}">{}</a>{}{}'


def column(name: str, **attributes) -> tables.Column:
    """Return a column headed as the vocabulary has it; its cells are drawn from the row even where it is empty."""
    return tables.Column(FIELD[name].heading, empty_values=(), attrs=attributes)


class ActionTable(tables.Table):
    """Actions and steps; headings are the plan's own where it has them."""

    caption_hidden = True
    ref = column("ref", cell={"class": "ref"})
    title = column("title", td={"class": "words"})
    lead = column("owners")
    first_date = column("original_due", cell={"class": "date"})
    date_now = column("due", cell={"class": "date"})
    moved = column("times_moved", cell={"class": "count"})
    rating = column("rating", td={"class": "tag-cell"})
    says = column("says", td={"class": "tag-cell"})
    updated = column("update", cell={"class": "date"})

    class Meta:
        order_by_field = "sort"
        empty_text = "No action matches this filter."

    names_action = True  # above a step

    def __init__(self, rows, plan: Plan, query: QueryDict, *, rates: bool, rows_on_a_page: int = ROWS_ON_A_PAGE):
        super().__init__(rows, order_by=query.getlist("sort") or None)
        self.plan = plan
        self.page_of_item = links.item_page(plan, 0, as_of=query.get("as_of", "")).partition("0/")
        self.caption = f"Actions of {plan.title}"
        for name, term in (("ref", "ref"), ("title", "title"), ("lead", "owners")):
            self.columns[name].column.verbose_name = plan.headings.get(term) or FIELD[term].heading
        if not rates:
            self.columns.hide("rating")
        self.paginator = Paginator(self.rows, rows_on_a_page)
        self.page = self.paginator.get_page(query.get("page"))

    def cell(self, name: str, record: Row):
        """Return the cell of the column of that name; templatetags/table_rows.py asks for it."""
        return getattr(self, f"render_{name}")(record)

    def render_ref(self, record: Row):
        return record.ref

    def render_title(self, record: Row):
        before, _, after = self.page_of_item
        href = f"{before}{record.id}/{after}"
        if not self.names_action:
            return format_html(LINK, "", href, record.title, "", kept_back(record.not_public))
        above = line("above", shortened(record.action)) if record.action else ""
        below = line("below", steps_in_words(*record.steps)) if record.steps[0] else ""
        return format_html(LINK, above, href, shortened(record.title, 180), below, kept_back(record.not_public))

    def render_lead(self, record: Row):
        return ", ".join(record.leads) or quiet("No lead named")

    def render_first_date(self, record: Row):
        if record.original_due is None and record.due:
            return quiet("Not in the paper")
        return short_date(record.original_due) or quiet("–")

    def render_date_now(self, record: Row):
        now = short_date(record.due) or quiet(shortened(record.text, 40) or "No date set")
        if record.asked is None:
            return now
        return format_html("{}{}", now, line("below", f"New date asked for: {short_date(record.asked)}"))

    def render_moved(self, record: Row):
        return record.times_moved

    def render_rating(self, record: Row):
        return rating(record.rating, record.colour) or quiet("Not rated")

    def render_says(self, record: Row):
        return dates_say(record.says, record.overdue) or quiet(STAGE_WORDS[record.stage])

    def render_updated(self, record: Row):
        return short_date(record.updated_on) or quiet("No update")


class StepTable(ActionTable):
    """The steps of one action, all of them, on the action's own page."""

    names_action = False

    class Meta:
        orderable = False

    def __init__(self, states: list[State], plan: Plan, query: QueryDict, *, rates: bool):
        super().__init__(OnADay(states), plan, query, rates=rates, rows_on_a_page=max(len(states), 1))
        self.caption = "Steps"
        self.columns["title"].column.verbose_name = "Step"
        if not any(state.item.ref for state in states):
            self.columns.hide("ref")


def line(where: str, words: str):
    """Return words on a line of their own above or below a title."""
    return format_html('<span class="{}">{}</span>', where, words)


def quiet(words: str):
    """Return words that stand where a value is missing."""
    return format_html('<span class="quiet">{}</span>', words)


def shortened(text: str, letters: int = 90) -> str:
    """Return at most so many letters of a text, cut between words; the whole stands on the action's own page."""
    return text if len(text) <= letters else f"{text[:letters].rsplit(' ', 1)[0]}…"


def steps_in_words(steps: int, done: int, overdue: int) -> str:
    """Return how many of an action's steps are done and overdue, such as "2 of 5 steps done, 1 overdue"."""
    late = f", {overdue} overdue" if overdue else ""
    return f"{done} of {counted(steps, 'step')} done{late}"
