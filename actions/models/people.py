"""Who signs in, who holds actions, and what each may do."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone

from actions.models.organisation import Body, Organisation
from actions.vocabulary import ROLE_WORDS, choices


class UserManager(BaseUserManager):
    """Makes users whose login is their e-mail address, kept in lower case."""

    def create_user(self, email, password=None, **fields):
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in; what they see comes from their memberships alone."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("may open the admin", default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        ordering = ["email"]

    def __str__(self):
        return self.name or self.email


class Party(models.Model):
    """A person, post or body that actions are given to; its name is stored here and nowhere else."""

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        POST = "post", "Post"
        BODY = "body", "Body"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="parties")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.POST)
    body = models.ForeignKey(Body, models.SET_NULL, null=True, blank=True, related_name="parties")
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="parties")
    email = models.EmailField("e-mail address", blank=True)  # where it is asked for updates, without an account too
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="was")

    class Meta:
        verbose_name_plural = "parties"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="party_name_once")]

    def __str__(self):
        return self.name


class Membership(models.Model):
    """A user's role in an organisation, or in one plan of it where `plan` is named."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    plan = models.ForeignKey("actions.Plan", models.CASCADE, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=10, choices=choices(ROLE_WORDS))
    sees_not_for_publication = models.BooleanField("may see what is not for publication", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(plan=None),
                name="role_once_in_organisation",
            ),
            models.UniqueConstraint(fields=["user", "plan", "role"], name="role_once_in_plan"),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}, {self.plan or self.organisation}"
