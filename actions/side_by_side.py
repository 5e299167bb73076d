"""What others changed since a form was shown: an item and the version it was filled in from in, log entries out."""

from actions import logs, queries
from actions.models import Item
from tracker.form_fields import whole_number


def theirs(user, item: Item, version: str | int) -> list[logs.Row]:
    """Return the entries by which `item` came from `version` to what it is now, as `user` may read them."""
    changes = queries.changes_since(item, whole_number(str(version)) or item.version)
    return logs.rows(user, changes)
