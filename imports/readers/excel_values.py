"""A workbook cell's value and number format in; the words that Excel shows, out."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from openpyxl.utils.datetime import from_excel

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DECIMALS = re.compile(r"0\.(0+)")
EARLIEST, LATEST = 32_874, 58_440  # 1990 and 2060 as Excel counts days


def shown(value: object, number_format: str = "General") -> str:
    """What stands in a cell: dates day first, a month alone where the format shows no day.

    >>> shown(date(2020, 11, 30), "mm-dd-yy"), shown(date(2020, 11, 1), "mmm-yy"), shown(1.1), shown(1.1, "0.00")
    ('30/11/2020', 'November 2020', '1.1', '1.10')
    >>> shown(0.5, "0%"), shown(12.0), shown(True), shown(None)
    ('50%', '12', 'Yes', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, (date, datetime)):
        return _day(value, number_format)
    if isinstance(value, (time, timedelta)):
        return str(value)
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    return str(value)


def _day(day: date, number_format: str) -> str:
    form = _QUOTED.sub("", number_format.lower())
    if "y" in form and "d" not in form:
        return f"{day:%B %Y}" if "m" in form else f"{day:%Y}"
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def _number(value: float, number_format: str) -> str:
    form = _QUOTED.sub("", number_format.split(";")[0])
    decimals = _DECIMALS.search(form)
    places = len(decimals[1]) if decimals else None
    if "%" in form:
        return f"{value * 100:.{places or 0}f}%"
    if places is not None:
        return f"{value:.{places}f}"
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:.12g}"


def day_of(count: float) -> str | None:
    """The day that an unformatted number may be, day first; None where it is no day of these decades.

    >>> day_of(44165), day_of(12)
    ('30/11/2020', None)
    """
    if not EARLIEST <= count <= LATEST:
        return None
    return shown(from_excel(int(count)).date(), "dd/mm/yyyy")
