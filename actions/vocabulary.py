"""Every term of the field once: its name in code, the words on screen, what it means and what papers call it."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Term:
    """One field of an action: `name` in code, `heading` on screen and in files, `meaning` for the reader.

    `also` holds other headings under which papers print the same field; the importer matches on them.
    """

    name: str
    heading: str
    meaning: str
    also: tuple[str, ...] = ()


FIELDS = (
    Term("ref", "Reference", "The action's own reference, as the plan prints it"),
    Term("section", "Theme", "The theme or recommendation that the action belongs to"),
    Term("title", "Action", "What will be done"),
    Term("owners", "Lead", "Who answers for it: a person, a post or a body"),
    Term("start", "Start", "The day on which work begins, where the plan prints one"),
    Term("original_due", "First date", "The deadline first agreed"),
    Term("due", "Date now", "The deadline that holds now, after every move that was agreed"),
    Term(
        "times_moved",
        "Times moved",
        "How often the deadline was put back; corrections and earlier dates do not count",
    ),
    Term(
        "days_later",
        "Days later than first agreed",
        "Calendar days between the first date and now, or the day it was done",
    ),
    Term("stage", "Stage", "How far it is: not started, in progress, done, and so on"),
    Term(
        "done_on",
        "Done on or by",
        "The day on which it was done, as named; else the date of the paper or the day that first says so",
    ),
    Term("rating", "Reported rating", "The rating as its owner gives it, in the plan's own words"),
    Term("says", "What the dates say", "The same action judged by its dates alone"),
    Term("update", "Latest update", "The newest note of progress"),
    Term("links", "Answers", "References of the recommendations that the action answers"),
)
FIELD = {term.name: term for term in FIELDS}


class Stage(StrEnum):
    """How far an action or step is; NOT_STATED: the paper does not say whether it is done."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    SIGNED_OFF = "signed_off"
    STILL_IN_PLACE = "still_in_place"
    PAUSED = "paused"
    NO_LONGER_NEEDED = "no_longer_needed"
    NOT_STATED = "not_stated"


STAGE_WORDS = {
    Stage.NOT_STARTED: "Not started",
    Stage.IN_PROGRESS: "In progress",
    Stage.DONE: "Done",
    Stage.SIGNED_OFF: "Signed off",
    Stage.STILL_IN_PLACE: "Checked later, still in place",
    Stage.PAUSED: "Paused",
    Stage.NO_LONGER_NEEDED: "No longer needed",
    Stage.NOT_STATED: "Not stated",
}
STAGE_MEANINGS = {
    Stage.NOT_STARTED: "Work has not begun.",
    Stage.IN_PROGRESS: "Work has begun; in a plan that marks what is done, also what it does not mark.",
    Stage.DONE: "Its owner, or a paper, says that it is done.",
    Stage.SIGNED_OFF: "A second person has accepted the evidence that it is done.",
    Stage.STILL_IN_PLACE: "Checked some time after it was done, and found to hold.",
    Stage.PAUSED: "Set aside for now; neither open nor overdue.",
    Stage.NO_LONGER_NEEDED: "Dropped; neither open nor overdue.",
    Stage.NOT_STATED: "The plan does not say whether it is done; neither open nor overdue.",
}
# These take an item off the board's list without its being done: whoever says so says why.
REASONED_STAGES = frozenset({Stage.PAUSED, Stage.NO_LONGER_NEEDED})
OPEN_STAGES = frozenset({Stage.NOT_STARTED, Stage.IN_PROGRESS})
DONE_STAGES = frozenset({Stage.DONE, Stage.SIGNED_OFF, Stage.STILL_IN_PLACE})
# A second person stands for these: they change by being checked, or by being opened again with a reason.
SIGNED_OFF_STAGES = frozenset({Stage.SIGNED_OFF, Stage.STILL_IN_PLACE})

# What a plan's own status words mean for the stage; "not applicable" is a question for a person.
STAGE_OF_STATUS = {
    "complete": Stage.DONE,
    "in_progress": Stage.IN_PROGRESS,
    "on_track": Stage.IN_PROGRESS,
    "behind": Stage.IN_PROGRESS,
    "off_track": Stage.IN_PROGRESS,
    "ongoing": Stage.IN_PROGRESS,
    "not_started": Stage.NOT_STARTED,
    "not_yet_due": Stage.NOT_STARTED,
}


class DayFact(StrEnum):
    """What the dates alone say of an action."""

    DONE = "done"
    ON_TIME = "on_time"
    DATE_MOVED = "date_moved"
    OVERDUE = "overdue"
    NO_DATE = "no_date"
    NOT_STATED = "not_stated"


DAY_FACT_WORDS = {
    DayFact.DONE: "Done",
    DayFact.ON_TIME: "On time",
    DayFact.DATE_MOVED: "Date moved",
    DayFact.OVERDUE: "Overdue",
    DayFact.NO_DATE: "No date set",
    DayFact.NOT_STATED: "Not stated",
}


class Move(StrEnum):
    """The kinds of row in the history of dates."""

    FIRST = "first"
    EXTENSION = "extension"
    BROUGHT_FORWARD = "brought_forward"
    CORRECTION = "correction"
    FOUND = "found"
    REMOVED = "removed"


MOVE_WORDS = {
    Move.FIRST: "First date",
    Move.EXTENSION: "New date",
    Move.BROUGHT_FORWARD: "Brought forward",
    Move.CORRECTION: "Typing error put right",
    Move.FOUND: "First date found later",
    Move.REMOVED: "Date removed",
}


class How(StrEnum):
    """By which way somebody was asked, or gave an answer that another typed in."""

    EMAIL = "email"
    MEETING = "meeting"
    PHONE = "phone"
    SHEET = "sheet"
    LINK = "link"


HOW_WORDS = {
    How.EMAIL: "E-mail",
    How.MEETING: "Meeting",
    How.PHONE: "Phone",
    How.SHEET: "Sheet",
    How.LINK: "Link",
}


# The same within a sentence: "Said by the Head of Service on the phone".
HOW_PHRASES = {
    How.EMAIL: "by e-mail",
    How.MEETING: "at a meeting",
    How.PHONE: "on the phone",
    How.SHEET: "on a sheet",
    How.LINK: "by a link",
}


class Reply(StrEnum):
    """What came back on a question of an update round."""

    NONE = "none"
    WAITING = "waiting"
    NO_CHANGE = "no_change"
    ANSWERED = "answered"
    NOT_ASKED = "not_asked"


REPLY_WORDS = {
    Reply.NONE: "No reply",
    Reply.WAITING: "Waits to be taken in",
    Reply.NO_CHANGE: "No change",
    Reply.ANSWERED: "Answered",
    Reply.NOT_ASKED: "Not asked yet",
}


class Role(StrEnum):
    """What a membership allows; see actions/permissions.py."""

    ADMIN = "admin"
    MANAGER = "manager"
    LEAD = "lead"
    BOARD = "board"
    CLERK = "clerk"


ROLE_WORDS = {
    Role.ADMIN: "Administrator",
    Role.MANAGER: "Programme manager",
    Role.LEAD: "Lead",
    Role.BOARD: "Board member",
    Role.CLERK: "Committee clerk",
}


class Publication(StrEnum):
    """Who may read a text: everybody, those with the right to see exempt matters, or the team alone."""

    PUBLIC = "public"
    NOT_FOR_PUBLICATION = "not_for_publication"
    WORKING_NOTE = "working_note"


PUBLICATION_WORDS = {
    Publication.PUBLIC: "Public",
    Publication.NOT_FOR_PUBLICATION: "Not for publication",
    Publication.WORKING_NOTE: "Working note",
}


def choices(words: dict) -> list[tuple[str, str]]:
    """Return `words` as Django choices, in their own order."""
    return [(str(key), value) for key, value in words.items()]


# What the log of changes says of each entry; the keys are the names of the services that write it.
CHANGE_WORDS = {
    "create_plan": "Plan set up",
    "edit_plan": "Plan changed",
    "remove_section": "Theme taken off the plan",
    "reorder": "Order changed",
    "take_off": "Taken off the plan",
    "add_section": "Theme added",
    "set_scheme": "Rating key set",
    "set_headings": "Headings set",
    "reword_section": "Theme reworded",
    "known_since": "Known from an earlier day",
    "add_item": "Added",
    "reword": "Reworded",
    "take_on": "Lead named",
    "lay_down": "Lead no longer named",
    "set_first_date": "First date set",
    "revise_deadline": "New date",
    "ask_for_new_date": "New date asked for",
    "correct_deadline": "Typing error in a date put right",
    "remove_deadline": "Date removed",
    "succeed": "Goes on in another action",
    "known_as": "Known under another name as well",
    "decide_date": "New date decided",
    "meeting_held": "Meeting entered",
    "archive": "Plan archived",
    "bring_back": "Plan brought back",
    "take_back": "Taken back",
    "set_aside": "Doubt set aside",
    "ask_again": "Doubt opened again",
    "record_progress": "Update given",
    "change_stage": "Stage changed",
    "mark_publication": "Marked who may read it",
    "ask_for_sign_off": "Sign-off asked for",
    "sign_off": "Signed off",
    "send_back": "Sent back",
    "still_in_place": "Checked, still in place",
    "reopen": "Opened again",
    "add_evidence": "Evidence given",
    "withdraw_evidence": "Evidence withdrawn",
    "report_rating": "Rating reported",
    "set_rating_by_hand": "Rating set by hand",
    "invite": "Somebody invited",
    "revoke_invitation": "Invitation withdrawn",
    "accept_invitation": "Invitation accepted",
    "change_membership": "Membership changed",
    "end_membership": "Membership ended",
    "rename_party": "Renamed",
    "merge_parties": "Two spellings made one",
    "tie_party": "Tied to a body",
    "lead_of_theme": "Lead of a theme named",
    "lift_rating": "Rating set by hand lifted",
    "set_round_rhythm": "Rhythm of update rounds set",
    "open_round": "Update round opened",
    "asked_by": "Asked for an update",
    "close_round": "Update round closed",
    "set_address": "E-mail address set",
    "order_letters": "E-mails for updates sent",
    "make_link": "Link for answers made",
    "revoke_links": "Links for answers revoked",
    "answer_by_link": "Answered by a link",
    "turn_down": "Answer not taken in",
    "word_for_the_board": "Worded for the board",
}

# These are about what is written of an action, and change nothing of it.
ABOUT_DOUBTS = ("set_aside", "ask_again", "answer_by_link", "turn_down")

# The same after a name: "Mo Manager moved the date".
DEED_WORDS = {
    "create_plan": "set the plan up",
    "edit_plan": "changed the plan",
    "remove_section": "took a theme off the plan",
    "reorder": "changed the order",
    "take_off": "took it off the plan",
    "add_section": "added a theme",
    "set_scheme": "set the rating key",
    "set_headings": "changed the headings",
    "reword_section": "reworded a theme",
    "known_since": "had it known from an earlier day",
    "add_item": "added it",
    "reword": "reworded it",
    "take_on": "named a lead",
    "lay_down": "took a lead off it",
    "set_first_date": "set its first date",
    "revise_deadline": "moved the date",
    "ask_for_new_date": "asked for a new date",
    "correct_deadline": "put a typing error in the date right",
    "remove_deadline": "removed the date",
    "succeed": "had it go on in another action",
    "known_as": "had a lead known under another name as well",
    "decide_date": "decided a new date",
    "meeting_held": "entered a meeting",
    "archive": "archived the plan",
    "bring_back": "brought the plan back",
    "take_back": "took it back",
    "set_aside": "set a doubt aside",
    "ask_again": "opened a doubt again",
    "record_progress": "gave an update",
    "change_stage": "changed the stage",
    "mark_publication": "marked who may read it",
    "ask_for_sign_off": "changed whether the plan asks for sign-off",
    "sign_off": "signed it off",
    "send_back": "sent it back",
    "still_in_place": "found it still in place",
    "reopen": "opened it again",
    "add_evidence": "gave evidence",
    "withdraw_evidence": "withdrew evidence",
    "report_rating": "reported a rating",
    "set_rating_by_hand": "set the rating by hand",
    "invite": "invited somebody",
    "revoke_invitation": "withdrew an invitation",
    "accept_invitation": "accepted an invitation",
    "change_membership": "changed a membership",
    "end_membership": "ended a membership",
    "rename_party": "gave it another name",
    "merge_parties": "made two spellings one",
    "tie_party": "tied it to a body",
    "lead_of_theme": "named the lead of a theme",
    "lift_rating": "lifted the rating set by hand",
    "set_round_rhythm": "set the rhythm of update rounds",
    "open_round": "opened an update round",
    "asked_by": "asked for an update",
    "close_round": "closed the update round",
    "set_address": "set an e-mail address",
    "order_letters": "sent e-mails for updates",
    "make_link": "made a link for answers",
    "revoke_links": "revoked links for answers",
    "answer_by_link": "answered by a link",
    "turn_down": "did not take an answer in",
    "word_for_the_board": "worded an update for the board",
}
