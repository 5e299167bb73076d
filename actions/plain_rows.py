"""A query in, its rows as plain values out, each distinct stored value converted once.

A plan's history is thousands of days and moments, most of them the same few: on SQLite, which stores them as text,
converting them one by one takes most of the time of reading a plan.
"""

from itertools import chain

from django.db import connections, models
from django.db.models import F, Func, QuerySet

# What the driver of SQLite would convert by itself, value by value.
_CONVERTED_BY_THE_DRIVER = (models.DateField, models.BooleanField)  # a moment is a day to Django's classes


class _AsStored(Func):
    """The column as it is stored: an expression has no declared type by which SQLite's driver would convert it."""

    template = "%(expressions)s"

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def plain_rows(rows: QuerySet, *names: str) -> list[tuple]:
    """Return the values of those fields of each row, in order."""
    rows = rows.values_list(*(_column(rows.model, name) for name in names))
    compiler = rows.query.get_compiler(rows.db)
    found = list(chain.from_iterable(compiler.execute_sql()))
    if not found:
        return []
    columns = list(zip(*found, strict=True))
    selected = [each[0] for each in compiler.select[: compiler.col_count]]
    for place, (converters, expression) in compiler.get_converters(selected).items():
        columns[place] = _converted(columns[place], converters, expression, connections[rows.db])
    return list(zip(*columns[: compiler.col_count], strict=True))


def _column(model: type[models.Model], name: str) -> str | _AsStored:
    own = {field.attname: field for field in model._meta.concrete_fields}
    return _AsStored(F(name)) if isinstance(own.get(name), _CONVERTED_BY_THE_DRIVER) else name


def _converted(column: tuple, converters: list, expression, connection) -> list:
    values = {}
    for stored in set(column):
        value = stored
        for convert in converters:
            value = convert(value, expression, connection)
        values[stored] = value
    return [values[stored] for stored in column]
