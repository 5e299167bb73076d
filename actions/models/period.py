"""Meetings of the bodies that a plan reports to."""

from django.db import models

from actions.models.organisation import Body


class Meeting(models.Model):
    """One sitting of a board or committee."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="meetings")
    held_on = models.DateField()

    class Meta:
        ordering = ["held_on"]
        constraints = [models.UniqueConstraint(fields=["body", "held_on"], name="meeting_once_a_day")]

    def __str__(self):
        return f"{self.body}, {self.held_on:%-d %B %Y}"
