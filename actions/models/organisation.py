"""Organisations and the bodies within and beside them."""

from django.core.validators import RegexValidator
from django.db import models

# An organisation of such a slug would stand where a page of the site's own stands; a test holds this to urls.py.
RESERVED = frozenset(
    {
        "account",
        "admin",
        "answer",
        "history",
        "invitation",
        "layouts",
        "mine",
        "new-plan",
        "papers",
        "parties",
        "people",
        "sign-in",
        "sign-out",
        "static",
    }
)


class Organisation(models.Model):
    """A council, trust, force or service; every plan, party and membership belongs to one."""

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    colour = models.CharField(
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Give the colour as # and six digits, such as #1d4e63.")],
        help_text="Colour of the page header, such as #1d4e63. Left empty, the service's own stands.",
    )
    exempt_label = models.CharField(
        "words for what is not for publication",
        max_length=60,
        default="Not for publication",
        help_text="The council's own words, such as Exempt or Private and confidential.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Body(models.Model):
    """A board or committee that a plan reports to, or a partner (the police, an NHS trust) that holds actions."""

    class Kind(models.TextChoices):
        BOARD = "board", "Board or committee"
        PARTNER = "partner", "Partner body"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="bodies")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PARTNER)

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="body_name_once")]

    def __str__(self):
        return self.name
