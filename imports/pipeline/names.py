"""An owner's name as printed in; whether it is a person, a post or a body, out."""

from __future__ import annotations

import re

from imports.values.people import has_post, is_person

# A body's noun ends its name ("Northshire Police") or goes on with "of" or "for"; within a name it is a post's.
_BODY = re.compile(
    r"\bnhs\b|\b(?:police|constabulary|nhs|trusts?|hospitals?|council|board|committee|panel|partnership|university|college|"
    r"school|academy|authority|agency|commission|services?|teams?|unit|group|department|directorate|ccg|icb|ofsted|"
    r"network|federation|association|charity|company|ltd)(?:\Z|\s(?:of|for)\b)",
    re.IGNORECASE,
)
_FIRST_PART = re.compile(r"\s*(?:,|\(|\s[–—-]\s)")


def kind_of_name(name: str) -> str:
    """Return "person", "post" or "body"; "post" where the words do not tell.

    >>> kind_of_name("Jo Bell, Head of Housing"), kind_of_name("Head of Housing")
    ('person', 'post')
    >>> kind_of_name("Northshire Police"), kind_of_name("Children's Services Team")
    ('body', 'body')
    >>> kind_of_name("HoS"), kind_of_name("Matron, Emergency Department"), kind_of_name("Digital Service Designer")
    ('post', 'post', 'post')
    """
    first = _FIRST_PART.split(name)[0]
    if is_person(first):
        return "person"
    if has_post(name):
        return "post"
    return "body" if _BODY.search(first) else "post"
