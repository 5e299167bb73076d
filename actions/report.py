"""Facts in, Report out: the one value that page, JSON, workbook and pack are drawn from."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from actions.rules import facts
from actions.rules.board import BOARD_RULES, RULES_VERSION, BoardRule, day, days, no_change, rules_hit, times
from actions.rules.judge import State, day_of, judge_items
from actions.rules.publication import mark, mark_of_state, numbered
from actions.rules.totals import added_up, leaves, totals
from actions.vocabulary import DAY_FACT_WORDS, STAGE_WORDS, DayFact, Stage

SCHEMA = 1
# In a plan with fewer leaves than this, a sentence in place of the list would hide more than it saves.
LONG_ENOUGH_TO_SUM_UP = 10


@dataclass(frozen=True, slots=True)
class Note:
    """A note of progress: `dated` is False where its day is only that of the paper it stood in.

    `not_public` says that it is not for publication; it is empty for what is public.
    """

    on: date
    label: str
    text: str
    dated: bool
    not_public: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that applies to a line, and why; `implied` where a graver one on the same line says it already."""

    slug: str
    heading: str
    why: str
    implied: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An action or step as the report shows it. Days are calendar days; None where a value is not known.

    `ref` is the action's; `action_title` is empty unless the line is a step; `theme` is its section as people read it.
    `moved` says how often it was put back ("twice"). `reported_colour` and `reported_meaning` are the scheme's.
    `no_change_times` is how many of the newest updates say "no change", without a break.
    `says_words` tells what the dates say, with the days. `updates` holds all notes of progress, oldest first; `extra`
    the plan's own further columns. `not_public` says that it is not for publication; it is empty for what is public.
    """

    id: int
    ref: str
    title: str
    action_id: int
    action_title: str
    is_leaf: bool
    section: int | None
    theme: str
    leads: tuple[str, ...]
    bodies: tuple[str, ...]
    stage: str
    stage_words: str
    stated_status: str
    is_open: bool
    done_on: date | None
    done_by: date | None
    start: date | None
    first_date: date | None
    date_now: date | None
    date_text: str
    date_derived: bool
    asked_date: date | None
    times_moved: int
    moved: str
    days_overdue: int
    days_past_first: int
    days_later: int | None
    reported: str
    reported_colour: str
    reported_meaning: str
    reported_by_hand: str
    says: str
    says_words: str
    updates: tuple[facts.Update, ...]
    extra: tuple[tuple[str, str], ...]
    hits: tuple[Hit, ...]
    steps: int = 0
    steps_done: int = 0
    steps_overdue: int = 0
    not_public: str = ""
    no_change_times: int = 0

    @property
    def latest(self) -> Note | None:
        """The newest note of progress, or None; "no change" says for how many times running."""
        return _note(self.updates[-1], self.no_change_times) if self.updates else None

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes of progress, the newest first."""
        return tuple(_note(update) for update in reversed(self.updates))

    @property
    def first_date_words(self) -> str:
        """The first date as people read it, or why there is none."""
        if self.first_date:
            return day(self.first_date)
        return "Not in the paper" if self.date_now else "No date set"

    @property
    def date_now_words(self) -> str:
        """The date now as people read it, or that there is none, with what the plan prints instead."""
        if self.date_now:
            return day(self.date_now)
        return f"No date set (“{self.date_text}”)" if self.date_text else "No date set"

    @property
    def later_words(self) -> str:
        """By how much it is later, or earlier, than first agreed; empty where that is nothing, unknown or said."""
        if not self.days_later or self.days_later == self.days_overdue:
            return ""
        return f"{days(abs(self.days_later))} {'later' if self.days_later > 0 else 'earlier'} than first agreed"

    def why(self, slug: str) -> str:
        """Return why the rule of that slug applies."""
        return next(hit.why for hit in self.hits if hit.slug == slug)

    def tags(self, slug: str) -> tuple[Hit, ...]:
        """Return the other rules that apply beside that of `slug`, less those that a graver one says already."""
        return tuple(hit for hit in self.hits if hit.slug != slug and not hit.implied)


@dataclass(frozen=True, slots=True)
class SectionReport:
    """A theme with its counts by slug (see rules/totals.py); `id` None holds what belongs to no theme.

    `notes` holds label and text of what the plan says of the theme (success indicators, a summary), as printed.
    """

    id: int | None
    ref: str
    title: str
    counts: dict[str, int]
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RatingCount:
    """How many leaves are reported with one rating of the plan's scheme, or (`label` empty) with none of it."""

    label: str
    colour: str
    meaning: str
    count: int


@dataclass(frozen=True, slots=True)
class RuleReport:
    """A board rule with the lines it applies to; `summed_up` is one sentence where it hits over half the plan."""

    slug: str
    heading: str
    definition: str
    question: str
    lines: tuple[Line, ...]
    summed_up: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The lines that need the board's attention first of all for one rule; each line stands in one group only.

    `share` says how many they are, of how many to which the rule applies.
    """

    rule: RuleReport
    lines: tuple[Line, ...]

    @property
    def share(self) -> str:
        """How many lines stand here and, where graver rules took some, of how many to which the rule applies."""
        here, everywhere = len(self.lines), len(self.rule.lines)
        return f"{here:,}" if here == everywhere else f"{here:,} of {everywhere:,}; the others stand above"


@dataclass(frozen=True, slots=True)
class Report:
    """A plan on one day. `lines` holds every action followed by its steps, in the plan's order.

    `attention` holds each leaf that needs the board's attention once, under its gravest rule, less what
    `RuleReport.summed_up` says in one sentence. `information_as_at` is the day that the newest paper speaks for, `age`
    the calendar days since; `information` says both in a sentence, with how many leaves were updated since; `due_since`
    are leaves that fell due after they were last spoken of: some may be done by now. `ratings` counts the leaves by
    reported rating; it is empty where the plan rates nothing. `holds_from` is the first day for which the register
    holds anything of the plan. `publication` says of a file what it leaves out, or holds, that is not for publication.
    `cannot_apply` names the rules for which the plan holds nothing to judge by.
    """

    schema: int
    rules_version: int
    plan: str
    title: str
    organisation: str
    as_of: date
    known_at: datetime | None
    information_as_at: date | None
    age: int | None
    information: str
    holds_from: date | None
    next_meeting: date | None
    totals: dict[str, int]
    sections: tuple[SectionReport, ...]
    ratings: tuple[RatingCount, ...]
    rules: tuple[RuleReport, ...]
    attention: tuple[Group, ...]
    due_since: tuple[Line, ...]
    lines: tuple[Line, ...]
    scheme: tuple[facts.Label, ...]
    headings: dict[str, str]
    papers: tuple[facts.Paper, ...]
    publication: str = ""
    sentences: tuple[str, ...] = field(default=())
    cannot_apply: frozenset[str] = frozenset()

    @property
    def leaves(self) -> tuple[Line, ...]:
        """The units that count."""
        return tuple(line for line in self.lines if line.is_leaf)

    @property
    def holds_exempt(self) -> bool:
        """Whether it holds anything that is not for publication."""
        return any(_kept_back(self.lines))

    @property
    def prints_key(self) -> bool:
        """Whether the plan says what any of its ratings means."""
        return any(label.meaning for label in self.scheme)

    @property
    def exceptions(self) -> tuple[Line, ...]:
        """Each leaf to which a rule applies, once, under its gravest rule; within a rule the latest first."""
        return tuple(_by_gravity(self.lines))

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that occur in the plan, in their own order."""
        return tuple(stage for stage in Stage if self.totals[f"stage_{stage}"])


def build(plan: facts.Plan, as_of: date, known_at: datetime | None = None) -> Report:
    """Return the report of `plan` as at `as_of`, as the register knew it at `known_at` (None: as it knows it now)."""
    today = day_of(plan, as_of, known_at)
    states = judge_items(plan.items, today)
    themes = {section.id: f"{section.ref} {section.title}".strip() for section in plan.sections}
    lines = {state.item.id: line(state, themes.get(state.action.section, "")) for state in states}
    papers = _papers(plan, as_of, known_at)
    spoken = {s.item.id: newest for s in leaves(states) if (newest := _last_said(s, as_of, known_at))}
    information = _information_as_at(papers, spoken)
    age = (as_of - information).days if information else None
    since = sum(day_said > information for day_said in spoken.values()) if information else 0
    said = _information(information, age, len(leaves(states)), since)
    sections = tuple(_sections(plan, states))
    counts = added_up(section.counts for section in sections)
    rules = tuple(_rules(lines.values(), counts["items"]))
    return Report(
        schema=SCHEMA,
        rules_version=RULES_VERSION,
        plan=plan.slug,
        title=plan.title,
        organisation=plan.organisation,
        as_of=as_of,
        known_at=known_at,
        information_as_at=information,
        age=age,
        information=said,
        holds_from=min((item.created_on for item in plan.items if facts.stands(item, known_at)), default=None),
        next_meeting=today.next_meeting,
        totals=counts,
        sections=sections,
        ratings=tuple(_ratings(today.scheme, states)),
        rules=rules,
        attention=tuple(_attention(lines.values(), rules)),
        due_since=tuple(
            lines[s.item.id]
            for s in leaves(states)
            if information and s.overdue and s.deadline.due > max(information, spoken.get(s.item.id, information))
        ),
        lines=tuple(lines.values()),
        scheme=today.scheme,
        headings=plan.headings,
        papers=papers,
        publication=_publication(plan, lines.values(), as_of, known_at),
        sentences=_sentences(counts, as_of, said, today.next_meeting),
        cannot_apply=frozenset(_cannot_apply(plan, today.scheme)),
    )


def _cannot_apply(plan: facts.Plan, scheme: tuple[facts.Label, ...]) -> Iterable[str]:
    """Return the rules that have nothing to judge by in this plan: no rounds, no sign-off, no ranked ratings."""
    if not plan.rounds:
        yield "silent"
    if not plan.sign_off:
        yield "closed_without_evidence"
    if not any(label.rank is not None for label in scheme):
        yield "new_red"
        if not any(label.status for label in scheme):
            yield "disputed"


def line(state: State, theme: str = "") -> Line:
    """Return one action or step as the report shows it; `theme` is its section as people read it."""
    deadline, label = state.deadline, state.reported.label if state.reported else None
    return Line(
        id=state.item.id,
        ref=state.action.ref,
        title=state.item.title,
        action_id=state.action.id,
        action_title="" if state.item is state.action else state.action.title,
        is_leaf=state.is_leaf,
        section=state.action.section,
        theme=theme,
        leads=tuple(owner.name for owner in state.owners),
        bodies=tuple(dict.fromkeys(owner.body for owner in state.owners if owner.body)),
        stage=str(state.stage),
        stage_words=STAGE_WORDS[state.stage],
        stated_status=state.stated_status,
        is_open=state.is_open,
        done_on=state.done_on,
        done_by=state.done_by,
        start=deadline.start,
        first_date=deadline.original_due,
        date_now=deadline.due,
        date_text=deadline.text,
        date_derived=deadline.derived,
        asked_date=deadline.asked.to_due if deadline.asked else None,
        times_moved=deadline.times_moved,
        moved=times(deadline.times_moved) if deadline.times_moved else "",
        days_overdue=state.overdue,
        days_past_first=state.past_first,
        days_later=state.later,
        reported=state.reported.stated if state.reported else "",
        reported_colour=label.colour if label else "",
        reported_meaning=label.meaning if label else "",
        reported_by_hand=state.reported.reason if state.reported and state.reported.by_hand else "",
        says=str(state.says or ""),
        says_words=says_words(state),
        updates=state.updates,
        extra=state.item.extra,
        hits=_hits(state),
        steps=state.steps,
        steps_done=state.steps_done,
        steps_overdue=state.steps_overdue,
        not_public=mark_of_state(state),
        no_change_times=state.no_change_times,
    )


def says_words(state: State) -> str:
    """Return what the dates say, with the days: "Overdue by 61 days", "Date moved twice, 184 days later"."""
    if state.says is None:
        return ""
    words = DAY_FACT_WORDS[state.says]
    if state.says == DayFact.OVERDUE:
        return f"{words} by {days(state.overdue)}"
    if state.says == DayFact.DATE_MOVED and state.later:
        return f"{words}, {days(abs(state.later))} {'later' if state.later > 0 else 'earlier'} than first agreed"
    return words


def _hits(state: State) -> tuple[Hit, ...]:
    hit = rules_hit(state)
    if not hit:
        return ()
    slugs = {rule.slug for rule in hit}
    return tuple(Hit(rule.slug, rule.heading, rule.sentence(state), rule.implied_by in slugs) for rule in hit)


def _note(update: facts.Update, running: int = 1) -> Note:
    text = ". ".join(filter(None, (no_change(running), update.note))) if update.no_change else update.note
    return Note(update.effective_on, update.label, text, update.dated, mark(update.publication))


def _kept_back(lines: Iterable[Line]) -> Iterable[str]:
    """Return what each thing is, action, step or update, that the lines hold and that is not for publication."""
    for each in lines:
        if each.not_public:
            yield "step" if each.action_title else "action"
        else:
            yield from ("update" for update in each.updates if mark(update.publication))


def _publication(plan: facts.Plan, lines: Iterable[Line], as_of: date, known_at: datetime | None) -> str:
    """Return what a file leaves out or holds that is not for publication, in one sentence; nothing for a page."""
    if plan.left_out is None:
        return ""
    held = numbered(_kept_back(lines))
    if held:
        return f"Not for publication: it holds {held} kept from publication, each marked."
    left = numbered(out.what for out in plan.left_out if out.effective_on <= as_of and facts.stands(out, known_at))
    return f"Not for publication, and left out of it: {left}." if left else "Nothing was left out of it."


def _rules(lines: Iterable[Line], everything: int) -> Iterable[RuleReport]:
    hit_by = defaultdict(list)
    for each in lines:
        for hit in each.hits:
            hit_by[hit.slug].append(each)
    return (_rule(rule, _latest_first(hit_by[rule.slug]), everything) for rule in BOARD_RULES)


def _rule(rule: BoardRule, hit: list[Line], everything: int) -> RuleReport:
    summed_up = ""
    if everything >= LONG_ENOUGH_TO_SUM_UP and 2 * len(hit) > everything:
        share = f"all {everything}" if len(hit) == everything else f"{len(hit)} of the {everything}"
        summed_up = f"{rule.heading}: {share} actions and steps."
    return RuleReport(rule.slug, rule.heading, rule.definition, rule.question, tuple(hit), summed_up)


def _attention(lines: Iterable[Line], rules: tuple[RuleReport, ...]) -> Iterable[Group]:
    summed_up = {rule.slug for rule in rules if rule.summed_up}
    groups: dict[str, list[Line]] = {rule.slug: [] for rule in rules}
    for each in _by_gravity(lines):
        gravest = next((hit.slug for hit in each.hits if hit.slug not in summed_up), None)
        if gravest:
            groups[gravest].append(each)
    return (Group(rule, tuple(_latest_first(groups[rule.slug]))) for rule in rules if groups[rule.slug])


def _by_gravity(lines: Iterable[Line]) -> list[Line]:
    """Return the lines to which a rule applies, each once, under its gravest rule; within a rule the latest first."""
    order = {rule.slug: place for place, rule in enumerate(BOARD_RULES)}
    return sorted(_latest_first(each for each in lines if each.hits), key=lambda each: order[each.hits[0].slug])


def _latest_first(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda each: (-each.days_overdue, -each.days_past_first))


def _sections(plan: facts.Plan, states: list[State]) -> Iterable[SectionReport]:
    by_section: dict[int | None, list[State]] = {section.id: [] for section in plan.sections} | {None: []}
    for state in states:
        by_section[state.action.section].append(state)
    for section in plan.sections:
        yield SectionReport(section.id, section.ref, section.title, totals(by_section[section.id]), section.notes)
    if by_section[None]:
        yield SectionReport(None, "", "No theme", totals(by_section[None]))


def _ratings(scheme: tuple[facts.Label, ...], states: list[State]) -> Iterable[RatingCount]:
    if not scheme:
        return
    reported = (state.reported.label if state.reported else None for state in leaves(states))
    given = Counter(label.label if label else "" for label in reported)
    for label in scheme:
        yield RatingCount(label.label, label.colour, label.meaning, given[label.label])
    if given[""]:
        yield RatingCount("", "", "", given[""])


def _papers(plan: facts.Plan, as_of: date, known_at: datetime | None) -> tuple[facts.Paper, ...]:
    return tuple(paper for paper in plan.papers if paper.as_at <= as_of and facts.stands(paper, known_at))


def _information_as_at(papers: Iterable[facts.Paper], spoken: dict[int, date]) -> date | None:
    """Return the day that the newest paper speaks for; without any paper, that of the newest thing said of an item.

    One update among many must not make a whole plan look fresh: those given since are counted apart.
    """
    return max((paper.as_at for paper in papers), default=None) or max(spoken.values(), default=None)


def _last_said(state: State, as_of: date, known_at: datetime | None) -> date | None:
    """Return the newest day that an update or a stage of the item speaks for."""
    days_said = [state.updates[-1].effective_on] if state.updates else []
    days_said += [change.effective_on for change in facts.as_at(state.item.stages, as_of, known_at)]
    return max(days_said, default=None)


def _information(as_at: date | None, age: int | None, units: int, since: int) -> str:
    """Return the age of the information in one sentence; empty where there is none."""
    if as_at is None:
        return ""
    later = f"; {since} of {units} updated since" if since else ""
    return f"Information as at {day(as_at)}" + (f", {days(age)} before this date" if age else "") + f"{later}."


def _sentences(counts: dict[str, int], as_of: date, information: str, next_meeting: date | None) -> tuple[str, ...]:
    """Return the sentences that stand above the figures, drawn from the same counts."""
    if not counts["items"]:
        return (f"The register holds nothing of this plan as at {day(as_of)}.",)
    of = "actions" if counts["actions"] == counts["items"] else f"actions and steps ({counts['actions']} actions)"
    said = [_how_far(counts, of)]
    if information:
        said.append(information)
    if next_meeting is None:
        said.append("No meeting is set: “due soon” looks 42 days ahead.")
    return tuple(said)


def _how_far(counts: dict[str, int], of: str) -> str:
    """Return how much is done and open, or that the plan does not say it: a plan marks completion or it does not."""
    if counts[f"stage_{Stage.NOT_STATED}"] == counts["items"] == 1:
        return "The plan does not say of its one action whether it is done."
    if counts[f"stage_{Stage.NOT_STATED}"] == counts["items"]:
        return f"The plan does not say of {counts['items']} {of} whether they are done."
    return f"{counts['done']} of {counts['items']} {of} are done and {counts['open']} are open."


def to_json(report: Report) -> dict:
    """Return the report as `board_report --json` prints it: totals, themes and, by rule, each exception at its leaf."""
    return {
        "plan": report.plan,
        "title": report.title,
        "organisation": report.organisation,
        "as_of": report.as_of.isoformat(),
        "information_as_at": report.information_as_at.isoformat() if report.information_as_at else None,
        "totals": report.totals,
        "sections": [{"ref": s.ref, "title": s.title, "counts": s.counts} for s in report.sections],
        "publication": report.publication,
        "sentences": list(report.sentences),
        "exceptions": {rule.slug: [_exception(rule.slug, each) for each in rule.lines] for rule in report.rules},
    }


def _exception(slug: str, each: Line) -> dict:
    def iso(value):
        return value.isoformat() if value else None

    return {
        "ref": each.ref,
        "title": each.title,
        "action": each.action_title or each.title,
        "why": each.why(slug),
        "leads": list(each.leads),
        "first_date": iso(each.first_date),
        "date_now": iso(each.date_now),
        "days_overdue": each.days_overdue,
        "days_past_first": each.days_past_first,
        "days_later": each.days_later,
        "times_moved": each.times_moved,
        "stage": each.stage,
        "reported": each.reported or None,
        "says": each.says or None,
        "rules": [hit.slug for hit in each.hits],
        "not_public": each.not_public or None,
    }
