"""What people write in a date column in; first date, later dates, kind and doubts out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.shapes import DEADLINE_KINDS
from imports.values.date_words import find_dates
from imports.values.dates import parse_deadline

# text, kind, first date, later dates, codes of the issues
CASES = (
    ("January 2018", "month", "2018-01-31", [], []),
    ("Dec 2017", "month", "2017-12-31", [], []),
    ("Mar-21", "month", "2021-03-31", [], []),
    ("Sept ’19", "month", "2019-09-30", [], []),
    ("30/06/20", "date", "2020-06-30", [], []),
    ("30.06.2020", "date", "2020-06-30", [], []),
    ("30/11//20", "date", "2020-11-30", [], ["date_misprinted"]),
    ("2020-03-04", "date", "2020-03-04", [], []),
    ("04/03/2020", "date", "2020-03-04", [], []),
    ("22 nd February 2012", "date", "2012-02-22", [], []),
    ("31st of March, 2021", "date", "2021-03-31", [], []),
    ("by 31 March 2021", "date", "2021-03-31", [], []),
    ("End of March 2021", "month", "2021-03-31", [], []),
    ("December 2017 – April 2018", "range", "2018-04-30", [], []),
    ("January – October 2018", "range", "2018-10-31", [], []),
    ("October 2017-February 2018", "range", "2018-02-28", [], []),
    ("1 – 30 September 2020", "range", "2020-09-30", [], []),
    ("Start: 01/04/2020 End: 30/09/2020", "range", "2020-09-30", [], []),
    ("Q3 2020/21", "quarter", "2020-12-31", [], []),
    ("Quarter 4 2020/21", "quarter", "2021-03-31", [], []),
    ("Spring term 2021", "term", "2021-03-31", [], []),
    ("Autumn 2021", "term", "2021-11-30", [], ["season"]),
    ("2020/21", "year", "2021-03-31", [], []),
    ("2019", "year", "2019-12-31", [], []),
    ("Week commencing 6 September 2021", "week", "2021-09-12", [], []),
    ("From October 2022", "ongoing", None, [], ["start_only"]),
    ("Monthly from March 2019", "ongoing", None, [], []),
    ("Monthly, reviewed July 2022", "ongoing", None, [], []),
    ("Annually, first report January 2024", "ongoing", "2024-01-31", [], []),
    ("Twice yearly", "ongoing", None, [], []),
    ("Immediately and monthly thereafter", "ongoing", None, [], []),
    ("Monthly report by June 2024", "month", "2024-06-30", [], []),
    ("Revised 30/11/20", "date", None, ["2020-11-30"], []),
    ("Revised to 30/09/20", "date", None, ["2020-09-30"], []),
    ("30/06/21 Changed date to 31/08/2021", "date", "2021-06-30", ["2021-08-31"], []),
    ("30/09/20 revised 03/12/2020", "date", "2020-09-30", ["2020-12-03"], []),
    ("31 May 2021 extended to 30 September 2021", "date", "2021-05-31", ["2021-09-30"], []),
    ("31/03/2020 (was 31/12/2019)", "date", "2019-12-31", ["2020-03-31"], []),
    ("31/05/2022, then moved to 31/10/2022", "date", "2022-05-31", ["2022-10-31"], []),
    ("July 2018 March 2019", "month", "2018-07-31", ["2019-03-31"], ["two_dates"]),
    ("March 2019 July 2018", "month", "2019-03-31", ["2018-07-31"], ["dates_out_of_order"]),
    ("Ongoing", "ongoing", None, [], []),
    ("31/03/20 and ongoing", "ongoing", "2020-03-31", [], []),
    ("31st Mar 2019 then ongoing", "ongoing", "2019-03-31", [], []),
    ("TBC", "tbc", None, [], []),
    ("TBD as we draw up the recovery plan", "tbc", None, [], []),
    ("Draft to be sent to the board by 28/02/2012", "date", "2012-02-28", [], []),
    ("31/07/20 Projects to have dates of their own", "date", "2020-07-31", [], []),
    ("31/11/20", "date", None, [], ["impossible_date"]),
    ("29 February 2023", "date", None, [], ["impossible_date"]),
    ("Revised 31/11/20", "date", None, [], ["impossible_date"]),
    ("March", "month", None, [], ["year_missing"]),
    ("21 November", "date", None, [], ["year_missing"]),
    ("Week 24", "week", None, [], ["week_without_calendar"]),
    ("Nov 20", "month", "2020-11-30", [], ["day_or_year"]),
    ("Q2 2021", "quarter", "2021-06-30", [], ["quarter_of_which_year"]),
    ("mid March 2021", "month", "2021-03-31", [], ["vague_date"]),
    ("30/08/23 Phase 1 30/09/23 Phase 2 30/10/23 Phase 3 30/11/23", "date", "2023-11-30", [], ["several_dates"]),
    ("As soon as possible", "text", None, [], ["date_in_words"]),
    ("N/A", "none", None, [], []),
    ("", "none", None, [], []),
)


@pytest.mark.parametrize(("text", "kind", "due", "revised", "codes"), CASES, ids=[case[0] or "empty" for case in CASES])
def test_a_date_is_read_as_people_write_it(text, kind, due, revised, codes):
    read = parse_deadline(text)
    assert read.kind == kind
    assert read.due == (date.fromisoformat(due) if due else None)
    assert [str(day) for day in read.revised] == revised
    assert [issue.code for issue in read.issues] == codes


@pytest.mark.parametrize("text", ["Complete", "Completed", "Done", "Complete.", "Complete Review Dec 2022"])
def test_complete_in_a_date_column_is_a_status_and_no_date(text):
    read = parse_deadline(text)
    assert (read.kind, read.status, read.due, read.revised) == ("complete", "complete", None, ())


def test_completed_with_a_day_is_the_day_it_was_done():
    assert parse_deadline("Completed 20/02/20").done_on == date(2020, 2, 20)
    assert parse_deadline("Completed 20/02/20").due is None


def test_completed_early_keeps_the_date_that_was_promised():
    read = parse_deadline("Completed June 2019 (target August 2019)")
    assert (read.done_on, read.due) == (date(2019, 6, 30), date(2019, 8, 31))


def test_the_date_of_a_review_is_no_deadline():
    read = parse_deadline("Ongoing, to be reviewed December 2020")
    assert (read.kind, read.due, read.review) == ("ongoing", None, date(2020, 12, 31))


def test_a_range_keeps_its_start():
    assert parse_deadline("January – October 2018").start == date(2018, 1, 1)
    assert parse_deadline("Nov – Feb 2018").start == date(2017, 11, 1)


def test_several_dated_lines_with_words_are_steps_and_the_last_is_the_actions_date():
    read = parse_deadline("Options taken to the board 21/03/2012 Agreed plan in place 31/03/2012")
    assert [(part.title, str(part.deadline.due)) for part in read.parts] == [
        ("Options taken to the board", "2012-03-21"),
        ("Agreed plan in place", "2012-03-31"),
    ]
    assert read.due == date(2012, 3, 31)


@pytest.mark.parametrize(("text", "titles", "days"), [
    ("Method agreed, collection started – Mar 2023 Review held – Jun 2023",
     ["Method agreed, collection started", "Review held"], ["2023-03-31", "2023-06-30"]),
    ("Commencement date – 14th Feb 2023\nMeeting to review it before 31st May 2023",
     ["Commencement date", "Meeting to review it"], ["2023-02-14", "2023-05-31"]),
    ("Skills audit made – Feb 2023\nPlan delivered and watched – from Apr 2023",
     ["Skills audit made", "Plan delivered and watched"], ["2023-02-28", "2023-04-30"]),
    ("Manual written – Feb 2023\nPaper sent to the board – Superseded by a review\nAll done – Jun 2023",
     ["Manual written", "Paper sent to the board – Superseded by a review", "All done"],
     ["2023-02-28", "None", "2023-06-30"]),
    ("Draft written – Feb 2023\nPaper sent to the board\nof governors – Jun 2023",
     ["Draft written", "Paper sent to the board of governors"], ["2023-02-28", "2023-06-30"]),
])  # fmt: skip
def test_a_step_is_parted_from_its_date_and_its_neighbours(text, titles, days):
    parts = parse_deadline(text).parts
    assert ([part.title for part in parts], [str(part.deadline.due) for part in parts]) == (titles, days)


@pytest.mark.parametrize("text", [
    "Start: 01/04/2023 End: 30/09/2023", "Starts April 2023, complete by September 2023",
    "Start 1 April 2023, fully in use by 30 September 2023", "Commencing May 2023 until June 2023",
])  # fmt: skip
def test_a_start_and_an_end_are_a_stretch_and_no_steps(text):
    read = parse_deadline(text)
    assert (read.kind, read.parts) == ("range", ())


def test_lines_that_open_with_their_date_are_steps_too():
    read = parse_deadline("April 2020 – Project begins\nJune 2020 – Review ends")
    assert [part.title for part in read.parts] == ["Project begins", "Review ends"]


def test_week_numbers_are_read_by_the_plans_own_calendar():
    weeks = {13: date(2019, 4, 1), 24: date(2019, 6, 17)}
    read = parse_deadline("Week 13 – 24", weeks)
    assert (read.start, read.due, read.issues) == (date(2019, 4, 1), date(2019, 6, 23), ())


def test_words_that_look_like_months_are_no_dates():
    assert find_dates("we may march on") == ()


@given(st.text(max_size=120))
def test_any_text_gives_a_value_or_an_issue_and_never_an_error(text):
    read = parse_deadline(text)
    assert read.kind in DEADLINE_KINDS
    assert not (read.kind == "text" and read.due is None and not read.revised and not read.issues)


DATE_WORDS = (
    "31",
    "/",
    "11",
    "20",
    "2020",
    "March",
    "Q1",
    "week",
    "to",
    "–",
    "revised",
    "was",
    "2019/20",
    "term",
    "5th",
)


@given(st.lists(st.sampled_from(DATE_WORDS), max_size=9))
def test_any_row_of_date_words_is_read_without_an_error(words):
    assert parse_deadline(" ".join(words)).kind in DEADLINE_KINDS
