"""The form in which somebody gives evidence, by itself or beside an update; the file to keep and what is said out."""

from urllib.parse import urlsplit

from django import forms
from django.core.validators import URLValidator

from actions.evidence.keeping import Kept, checked, name_of
from actions.evidence.kinds import NotKept
from actions.models.evidence import LINKS
from actions.services.evidence import Given
from actions.vocabulary import Publication
from tracker.stored_files import largest_in_words, told_to_the_browser


class WebAddressField(forms.URLField):
    """The address of a web page, and of nothing else that a browser would follow."""

    default_validators = [URLValidator(schemes=LINKS)]


class EvidenceForm(forms.Form):
    """A file or a link, what it shows, and whether it may be published. Its field names begin with "evidence"."""

    evidence_file = forms.FileField(label="File", required=False, allow_empty_file=True)
    evidence_link = WebAddressField(
        label="Or a link",
        required=False,
        max_length=2000,
        assume_scheme="https",
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
        help_text="To a page or a document that those who sign off can open.",
        error_messages={"invalid": "Give the whole address, such as https://www.example.org/minutes"},
    )
    evidence_title = forms.CharField(
        label="What is it? (optional)",
        required=False,
        max_length=200,
        help_text="For example, “Minutes of the training board”. Left empty, the name of the file or the link stands.",
    )
    evidence_note = forms.CharField(
        label="What does it show? (optional)", required=False, max_length=2_000, widget=forms.Textarea({"rows": 3})
    )
    evidence_exempt = forms.BooleanField(
        label="This evidence is not for publication",
        required=False,
        help_text="Only those with that right then see it, which may not be you.",
    )

    def __init__(self, data=None, files=None, *, required: bool = True):
        super().__init__(data, files)
        self.is_required = required
        field = self.fields["evidence_file"]
        field.help_text = f"A PDF, an Office file, a picture or text, of up to {largest_in_words()}."
        field.widget.attrs |= told_to_the_browser()

    def clean_evidence_file(self):
        """Refuse what is too large, empty or of a kind that is not kept, before anything is kept of it."""
        file = self.cleaned_data.get("evidence_file")
        if file:
            try:
                checked(file)
            except NotKept as why:
                raise forms.ValidationError(str(why)) from why
        return file

    def clean(self):
        """Ask for one of the two, where anything was said at all."""
        given = super().clean()
        refused = {"evidence_file", "evidence_link"} & set(self.errors)
        file, link = given.get("evidence_file"), given.get("evidence_link")
        if file and link:
            self.add_error("evidence_link", "Give a file or a link: add the other as evidence of its own")
        elif not (file or link or refused) and (self.is_required or self._says_something()):
            self.add_error("evidence_file", "Choose a file, or give a link")
        if self.errors:
            self.choose_again()
        return given

    def _says_something(self) -> bool:
        names = ("evidence_title", "evidence_note", "evidence_exempt")
        return any(self.cleaned_data.get(name) for name in names)

    def choose_again(self) -> None:
        """Have the file chosen again where anything is wrong: a browser forgets it."""
        file = self.cleaned_data.get("evidence_file")
        if file:
            self.add_error("evidence_file", f"Choose {name_of(file)} again, since a browser forgets the file")

    @property
    def is_given(self) -> bool:
        """Whether there is evidence to be kept."""
        given = getattr(self, "cleaned_data", {})
        return bool(given.get("evidence_file") or given.get("evidence_link"))

    @property
    def is_open(self) -> bool:
        """Whether something was typed or refused, so that the fields must show."""
        return bool(self.errors or any(self[name].value() for name in self.fields))

    @property
    def file(self):
        """The file that was sent, None where a link was given."""
        return self.cleaned_data.get("evidence_file") or None

    def given(self, kept: Kept | None) -> Given:
        """Return what to record, `kept` being the file once it is kept."""
        said = self.cleaned_data
        link = said["evidence_link"]
        called = kept.name if kept else urlsplit(link).netloc
        return Given(
            title=said["evidence_title"] or called[:200],
            note=said["evidence_note"],
            link=link,
            file=kept,
            publication=Publication.NOT_FOR_PUBLICATION if said["evidence_exempt"] else Publication.PUBLIC,
        )
