"""What every page shows around its content: a request in, the site's name, colours and navigation out."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from actions.permissions import administers, keeps_parties, takes_papers_in

DEFAULT_COLOUR = "#1d4e63"
DARK, LIGHT = "#0b0c0c", "#ffffff"

# What a signed-in person finds at the top of each page: words, name of the address, and for whom.
NAVIGATION = (
    ("Plans", "plans", lambda user: True),
    ("My actions", "my_actions", lambda user: True),
    ("Papers", "papers", takes_papers_in),
    ("People", "people", administers),
    ("Leads", "parties", keeps_parties),
    ("Administration", "admin:index", lambda user: user.is_staff),
)


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """One entry of the navigation; `current` is "page" on that very page, "true" below it, else empty."""

    text: str
    href: str
    current: str


def site(request):
    """Return the context of every page: `service.name`, `service.organisation`, its colours and `service.navigation`.

    Not called `site`: Django's own sign-in view puts something else under that name.
    A view that shows one organisation's matter sets `request.organisation`; its name and colour then stand.
    """
    organisation = getattr(request, "organisation", None)
    colour = safe_colour(getattr(organisation, "colour", "") or settings.BRAND_COLOUR)
    return {
        "service": {
            "name": settings.SERVICE_NAME,
            "organisation": organisation,
            "brand_colour": colour,
            "brand_text_colour": readable_on(colour),
            "navigation": navigation(request),
        }
    }


def safe_colour(text):
    """Return `text` where it is # and six hexadecimal digits, else the default: it is printed inside a style."""
    return text if re.fullmatch(r"#[0-9a-fA-F]{6}", text) else DEFAULT_COLOUR


def luminance(colour):
    """Return the relative luminance, 0 to 1, of a colour such as #1d4e63. Source: WCAG 2.2, relative luminance."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def readable_on(colour):
    """Return white or near-black, whichever reads better on `colour`: 4.5:1 at the least for every colour."""
    against_light = (luminance(LIGHT) + 0.05) / (luminance(colour) + 0.05)
    against_dark = (luminance(colour) + 0.05) / (luminance(DARK) + 0.05)
    return LIGHT if against_light >= against_dark else DARK


def navigation(request):
    """Return the links that this person finds at the top of each page; none before signing in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    links = []
    for text, name, is_for in NAVIGATION:
        if not is_for(user):
            continue
        try:
            href = reverse(name)
        except NoReverseMatch:  # the site runs without that part
            continue
        links.append(NavigationLink(text, href, current_state(request.path, href)))
    return links


def current_state(path, href):
    """Return "page" where `path` is the link itself, "true" where it lies below it, else nothing."""
    if path == href:
        return "page"
    return "true" if href != "/" and path.startswith(href) else ""
