"""Rows of a query in, the same rows as plain values out, each distinct stored value converted once.

A plan's history is thousands of days and moments, most of them the same few: on SQLite, which stores them as text,
converting them one by one takes most of the time of reading a plan.
"""

from itertools import chain

from django.db import connections
from django.db.models import QuerySet


def plain_rows(rows: QuerySet) -> list[tuple]:
    """Return the rows of a `values_list()` of fields, in order."""
    compiler = rows.query.get_compiler(rows.db)
    found = list(chain.from_iterable(compiler.execute_sql()))
    if not found:
        return []
    columns = list(zip(*found, strict=True))
    selected = [each[0] for each in compiler.select[: compiler.col_count]]
    for place, (converters, expression) in compiler.get_converters(selected).items():
        columns[place] = _converted(columns[place], converters, expression, connections[rows.db])
    return list(zip(*columns[: compiler.col_count], strict=True))


def _converted(column: tuple, converters: list, expression, connection) -> list:
    values = {}
    for stored in set(column):
        value = stored
        for convert in converters:
            value = convert(value, expression, connection)
        values[stored] = value
    return [values[stored] for stored in column]
