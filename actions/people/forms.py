"""The forms about people: every choice in them is of the one organisation that they are made for."""

from django import forms
from django.contrib.auth.password_validation import validate_password

from actions.models import Body, Organisation, Party, User
from actions.people.queries import plans_of
from actions.vocabulary import ROLE_WORDS, Role, choices
from tracker.form_fields import RadiosWithHints

ROLE_HINTS = {
    Role.ADMIN: "Everything, and invites people.",
    Role.MANAGER: "Keeps the plans: updates every action, takes papers in, agrees new dates.",
    Role.LEAD: "Reads the plans, and updates the actions that they hold.",
    Role.BOARD: "Reads the plans and reports.",
    Role.CLERK: "Reads and exports the plans, and takes papers in.",
}
WHOLE = "The whole organisation"
ADDRESS_HINT = "The invitation is sent to it; it is also what they sign in with."


class PlaceForm(forms.Form):
    """A role in the organisation or in one plan of it, and whether it sees what is not for publication."""

    role = forms.ChoiceField(
        label="Role",
        choices=choices(ROLE_WORDS),
        widget=RadiosWithHints(hints={str(k): v for k, v in ROLE_HINTS.items()}),
    )
    plan = forms.ModelChoiceField(label="Which plans?", queryset=None, required=False, empty_label=WHOLE)
    sees_not_for_publication = forms.BooleanField(label="May see what is not for publication", required=False)

    def __init__(self, *args, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.fields["plan"].queryset = plans_of(organisation)

    def clean(self):
        """Refuse an administrator of one plan: whom would they invite?"""
        given = super().clean()
        if given.get("role") == Role.ADMIN and given.get("plan"):
            self.add_error("plan", "An administrator is one of the whole organisation. Choose it, or another role")
        return given


class InviteForm(PlaceForm):
    """Whom to invite, as what, and which post's actions they take over."""

    field_order = ("email", "role", "plan", "party", "sees_not_for_publication")
    email = forms.EmailField(label="E-mail address", help_text=ADDRESS_HINT, max_length=254)
    party = forms.ModelChoiceField(
        label="Whose actions will they hold?", queryset=None, required=False, empty_label="Nobody’s for now",
        help_text="The post or person that the plans name and that has no account yet.",
    )  # fmt: skip

    def __init__(self, *args, organisation: Organisation, parties, **kwargs):
        super().__init__(*args, organisation=organisation, **kwargs)
        self.fields["party"].queryset = parties.filter(user=None).exclude(kind=Party.Kind.BODY).order_by("name")
        self.fields["email"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}


class NewAccountForm(forms.Form):
    """The name and password of somebody who accepts an invitation and has no account yet."""

    name = forms.CharField(label="Your name", max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label="Password", strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text="At least 12 characters, and none that many people use. Three words that you remember will do.",
    )  # fmt: skip
    again = forms.CharField(
        label="Password again", strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def __init__(self, *args, email: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        """Refuse a weak password, and two that differ."""
        given = super().clean()
        password = given.get("password")
        if password:
            try:
                validate_password(password, User(email=self.email, name=given.get("name", "")))
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        if password and given.get("again") and given["again"] != password:
            self.add_error("again", "The two passwords differ. Type the same one twice")
        return given


class PartyForm(forms.Form):
    """What a party is called, what it is, the body it belongs to, and where it is asked for updates."""

    name = forms.CharField(label="Name", max_length=300)
    kind = forms.ChoiceField(label="This is a", choices=Party.Kind.choices, widget=forms.RadioSelect)
    body = forms.CharField(
        label="Belongs to the body", required=False, max_length=200,
        help_text="A partner such as the police or the NHS trust. Leave it empty for your own organisation.",
    )  # fmt: skip
    email = forms.EmailField(
        label="E-mail address", required=False, max_length=254,
        help_text="Where it is asked for updates, with or without an account.",
    )  # fmt: skip

    def __init__(self, *args, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.bodies = Body.objects.filter(organisation=organisation).order_by("name")
        self.fields["body"].widget.attrs |= {"list": "bodies", "autocomplete": "off"}


class MergeForm(forms.Form):
    """The party that another is only a different spelling of."""

    into = forms.ModelChoiceField(label="The same as", queryset=None, empty_label="Choose one")

    def __init__(self, *args, parties, party: Party, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = parties.exclude(pk=party.pk).order_by("name")
