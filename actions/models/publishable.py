"""What a text carries that may be kept from publication."""

from django.db import models

from actions.vocabulary import PUBLICATION_WORDS, Publication, choices


class Publishable(models.Model):
    """A text that may be exempt: the paragraph and the reason are in the council's own words."""

    publication = models.CharField(max_length=20, choices=choices(PUBLICATION_WORDS), default=Publication.PUBLIC)
    exempt_paragraph = models.CharField(max_length=80, blank=True)
    exempt_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
