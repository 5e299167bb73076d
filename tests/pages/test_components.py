"""What the shared tags, forms and tables draw, without a browser."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from xml.etree import ElementTree

import django_tables2
import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from actions.templatetags import look
from actions.vocabulary import DAY_FACT_WORDS, DayFact
from tracker import context
from tracker.form_fields import RadiosWithHints, TypedDateField


class TestDates:
    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (date(2020, 9, 30), "30 September 2020"),
            (date(2018, 1, 3), "3 January 2018"),
            (datetime(2020, 6, 30, 23, 30, tzinfo=UTC), "1 July 2020"),
            (None, "No date set"),
            ("", "No date set"),
        ],
    )
    def test_a_day_is_written_out_by_the_sites_own_clock(self, value, words):
        assert look.full_date(value, "No date set") == words

    @pytest.mark.parametrize(
        ("hour", "words"),
        [(0, "12:05am"), (9, "9:05am"), (12, "12:05pm"), (16, "4:05pm")],
    )
    def test_a_moment_has_the_hours_of_a_kitchen_clock(self, hour, words):
        assert look.full_time(datetime(2020, 1, 15, hour, 5, tzinfo=UTC)) == f"15 January 2020 at {words}"


class TestRatingTag:
    @pytest.mark.parametrize("colour", sorted(look.SHAPE_OF_COLOUR))
    def test_every_colour_has_a_word_and_a_shape(self, colour):
        drawn = ElementTree.fromstring(look.rating("Behind schedule", colour))
        assert "".join(drawn.itertext()) == "Behind schedule"
        assert drawn.find("svg").get("aria-hidden") == "true"
        assert f"rating--{colour}" in drawn.get("class")

    @pytest.mark.parametrize(
        ("printed", "known"),
        [("Red", "red"), (" AMBER ", "amber"), ("orange", "amber"), ("gray", "grey"), ("teal", "none"), (None, "none")],
    )
    def test_a_printed_colour_is_known_by_one_name(self, printed, known):
        assert look.known_colour(printed) == known

    def test_a_label_without_a_colour_gets_none(self):
        assert "<svg" not in look.rating("In progress", "")

    @pytest.mark.parametrize("label", ["", None])
    def test_no_rating_draws_nothing(self, label):
        assert look.rating(label, "red") == ""

    def test_a_label_from_a_paper_cannot_carry_markup(self):
        assert "<script>" not in look.rating("<script>alert(1)</script>", "red")

    def test_red_amber_green_and_done_differ_in_shape(self):
        shapes = [look.SHAPE_OF_COLOUR[colour] for colour in ("red", "amber", "green", "blue", "grey")]
        assert len(set(shapes)) == len(shapes)


class TestWhatTheDatesSay:
    @pytest.mark.parametrize("fact", DayFact)
    def test_every_fact_has_its_word_and_a_shape(self, fact):
        drawn = ElementTree.fromstring(look.dates_say(fact))
        assert "".join(drawn.itertext()) == DAY_FACT_WORDS[fact]
        assert drawn.find("svg") is not None

    @pytest.mark.parametrize(("days", "words"), [(1, "Overdue by 1 day"), (1200, "Overdue by 1,200 days")])
    def test_overdue_counts_the_days(self, days, words):
        assert words in look.dates_say("overdue", days)

    def test_days_are_said_of_nothing_else(self):
        assert "61" not in look.dates_say("done", 61)

    def test_what_dates_cannot_judge_draws_nothing(self):
        assert look.dates_say(None) == ""


class TestCountsBar:
    def test_segments_fill_the_bar_in_order_without_zeros(self):
        laid = look.segments([("Overdue", 1, "red"), ("Due", 0, "amber"), ("Done", 3, "blue")])
        assert [(part.label, part.start, part.width) for part in laid] == [("Overdue", 0, 25), ("Done", 25, 75)]

    def test_nothing_to_count_draws_no_bar(self):
        assert "<svg" not in Template("{% load look %}{% counts_bar rows %}").render(Context({"rows": []}))

    def test_the_bar_says_its_counts_in_words_and_carries_no_style(self):
        drawn = Template("{% load look %}{% counts_bar rows %}").render(Context({"rows": [("Overdue", 13, "red")]}))
        assert 'aria-label="Overdue 13"' in drawn
        assert "style=" not in drawn


class DateForm(forms.Form):
    new_date = TypedDateField(label="New date", required=False)


class TestTypedDate:
    @pytest.mark.parametrize(
        ("day", "month", "year", "result"),
        [
            ("30", "9", "2020", date(2020, 9, 30)),
            (" 3 ", "Sept", "2020", date(2020, 9, 3)),
            ("29", "february", "2024", date(2024, 2, 29)),
            ("", "", "", None),
        ],
    )
    def test_is_read_as_people_type_it(self, day, month, year, result):
        form = DateForm({"new_date_day": day, "new_date_month": month, "new_date_year": year})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["new_date"] == result

    @pytest.mark.parametrize(
        ("day", "month", "year", "sentence"),
        [
            ("31", "11", "2020", "New date must be a real date"),
            ("30", "13", "2020", "New date must be a real date"),
            ("30", "Smarch", "2020", "New date must be a real date"),
            ("²", "9", "2020", "New date must be a real date"),
            ("30", "9", "20", "New date must have a year of four numbers, such as 2020"),
            ("30", "", "", "New date must include a month and a year"),
            ("", "9", "2020", "New date must include a day"),
        ],
    )
    def test_says_in_one_sentence_what_is_wrong(self, day, month, year, sentence):
        form = DateForm({"new_date_day": day, "new_date_month": month, "new_date_year": year})
        assert form.errors["new_date"] == [sentence]

    def test_asks_for_a_date_that_is_needed(self):
        form = type("Needed", (forms.Form,), {"due": TypedDateField(label="Date now")})({})
        assert form.errors["due"] == ["Enter date now"]

    def test_comes_back_as_it_was_typed(self):
        drawn = str(DateForm({"new_date_day": "31", "new_date_month": "11", "new_date_year": "2020"}))
        assert all(f'value="{part}"' in drawn for part in ("31", "11", "2020"))


class NoteForm(forms.Form):
    note = forms.CharField(label="Progress", help_text="In plain words.", widget=forms.Textarea)
    rating = forms.ChoiceField(choices=[("r", "Red")], widget=RadiosWithHints(hints={"r": "Off track"}))
    lead = forms.ChoiceField(choices=[("", "Any"), ("1", "Head of Quality")])
    done = forms.BooleanField(label="Done", help_text="Tick when all of it is.")


class TestForms:
    def test_a_field_ties_its_hint_and_its_error_to_the_control(self):
        drawn = str(NoteForm({})["note"].as_field_group())
        assert 'aria-describedby="id_note_helptext id_note_error"' in drawn
        assert 'id="id_note_helptext"' in drawn
        assert 'id="id_note_error"' in drawn
        assert "Enter progress" in drawn
        assert "govuk-textarea--error" in drawn

    def test_a_choice_carries_its_meaning(self):
        drawn = str(NoteForm()["rating"].as_field_group())
        assert 'aria-describedby="id_rating_0_hint"' in drawn
        assert "Off track" in drawn
        assert "govuk-radios__input" in drawn

    def test_each_kind_of_control_wears_its_class(self):
        drawn = str(NoteForm())
        assert 'class="govuk-select"' in drawn
        assert "govuk-checkboxes__input" in drawn
        assert drawn.count("<fieldset") == 1

    def test_an_error_of_the_whole_form_is_never_lost(self):
        form = NoteForm({"note": "x", "rating": "r", "lead": "1", "done": "on"})
        form.add_error(None, "This action was changed by somebody else.")
        assert "changed by somebody else" in str(form)


class LeadTable(django_tables2.Table):
    caption = "Leads"
    name = django_tables2.Column("Lead")
    late = django_tables2.Column("Days late", orderable=False, attrs={"cell": {"class": "count"}})


class TestTable:
    def draw(self, rows, **query):
        request = RequestFactory().get("/", query)
        table = LeadTable(rows, request=request, order_by=query.get("sort", ()), empty_text="No lead is late.")
        table.paginate(page=query.get("page", 1), per_page=2)
        return table.as_html(request)

    def test_its_cells_are_escaped_and_classed(self):
        drawn = self.draw([{"name": "<b>Head of Quality</b>", "late": 61}])
        assert "&lt;b&gt;Head of Quality" in drawn
        assert '<td class="count">61</td>' in drawn

    def test_sorting_starts_again_at_the_first_page_and_keeps_the_rest(self):
        drawn = self.draw([{"name": str(n), "late": n} for n in range(5)], page=2, lead="3")
        assert 'href="?lead=3&amp;sort=name"' in drawn
        assert 'href="?page=3&amp;lead=3"' in drawn

    @pytest.mark.parametrize(("sort", "state"), [("name", "ascending"), ("-name", "descending")])
    def test_says_by_what_it_is_sorted(self, sort, state):
        assert f'aria-sort="{state}"' in self.draw([{"name": "a", "late": 1}], sort=sort)

    def test_an_empty_one_says_so_without_a_table(self):
        drawn = self.draw([])
        assert "No lead is late." in drawn
        assert "<table" not in drawn


class TestSite:
    @pytest.mark.parametrize("colour", ["#1d4e63", "#ffdd00", "#ffffff", "#000000", "#767676", "#b8262b", "#00a0ff"])
    def test_text_on_the_brand_colour_can_always_be_read(self, colour):
        one, other = sorted((context.luminance(colour), context.luminance(context.readable_on(colour))))
        assert (other + 0.05) / (one + 0.05) >= 4.5

    @pytest.mark.parametrize("text", ["red", "#fff", "#12345g", "#123456;}", "", "#1234567"])
    def test_nothing_but_a_colour_gets_into_the_style(self, text):
        assert context.safe_colour(text) == context.DEFAULT_COLOUR

    @pytest.mark.parametrize(
        ("path", "href", "state"),
        [("/", "/", "page"), ("/plans/", "/", ""), ("/mine/", "/mine/", "page"), ("/mine/4/", "/mine/", "true")],
    )
    def test_navigation_marks_where_one_is(self, path, href, state):
        assert context.current_state(path, href) == state

    def test_the_organisations_colour_stands_before_the_services(self, settings):
        settings.BRAND_COLOUR = "#123456"
        request = RequestFactory().get("/")
        assert context.site(request)["service"]["brand_colour"] == "#123456"
        request.organisation = SimpleNamespace(colour="#654321")
        assert context.site(request)["service"]["brand_colour"] == "#654321"

    def test_nobody_signed_in_has_no_navigation(self):
        assert context.site(RequestFactory().get("/"))["service"]["navigation"] == []
