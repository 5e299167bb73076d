"""What others changed since a form was shown: an item and the version it was filled in from in, log entries out."""

from actions import queries
from actions.histories import change_entries
from actions.models import Item
from actions.sources import Papers
from tracker.form_fields import whole_number


def theirs(user, item: Item, version: str | int) -> list[dict]:
    """Return the entries by which `item` came from `version` to what it is now, as `user` may read them."""
    changes = queries.changes_since(item, whole_number(str(version)) or item.version)
    return change_entries(changes, Papers(user, item), queries.history_of(user, item)["updates"])
