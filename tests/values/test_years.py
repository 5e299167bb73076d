"""Deadlines without a year, and the day that a plan speaks for, in; the year that they mean out."""

from datetime import date

import pytest

from imports.values.years import with_years

AS_AT = date(2022, 6, 30)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("30 September", "30 September 2022"),
        ("31st Oct", "31st Oct 2022"),
        ("by January", "by January 2023"),
        ("1 May", "1 May 2022"),  # passed two months before
        ("End of Quarter 2", "End of Quarter 2 2022/23"),
        ("Autumn term", "Autumn term 2022"),
        ("May – July", "May 2022 – July 2022"),
        ("30 September 2023", "30 September 2023"),
        ("June each year", "June each year"),
        ("The May meeting", "The May meeting"),
        ("As soon as possible", "As soon as possible"),
    ],
)
def test_a_bare_date_falls_near_the_day_that_the_plan_speaks_for(text, meant):
    assert with_years(text, AS_AT) == meant
