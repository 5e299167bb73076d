"""Files in, Documents out: one module per kind of file; what cannot be read is refused in one sentence."""


class Unreadable(Exception):  # noqa: N818 - it names the file's state, and is shown to people as it is
    """The file cannot be read; the message is one plain sentence for the person who sent it."""
