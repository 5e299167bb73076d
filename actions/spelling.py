"""A name as somebody spelt it in; what tells it from every other, out."""


def spelt_alike(name: str) -> str:
    """Return a name without what does not tell people apart: capitals, spaces, straight and curly apostrophes.

    >>> spelt_alike("Head of  Children’s services") == spelt_alike("head of Children's Services")
    True
    """
    return " ".join(name.casefold().replace("’", "'").split())
