"""The admin: organisations, bodies, users and memberships are kept here; the register itself can only be looked at.

Plans and actions change through the services alone, which write history and log; so nothing of them can be added,
changed or deleted here.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.forms import ModelForm, TextInput

from actions.models import Body, Item, Meeting, Membership, Organisation, Party, Plan, User
from actions.models.organisation import RESERVED

admin.site.site_header = admin.site.site_title = "Administration"
admin.site.index_title = "Organisations and people"
admin.site.unregister(Group)  # what somebody may do comes from memberships alone
admin.site.unregister((EmailAddress, SocialApp, SocialToken))  # one address a user, and Entra ID by environment alone
admin.site.unregister((Authenticator, SocialAccount))  # below, without their secrets


class BodiesInline(admin.TabularInline):
    """The boards and partners of an organisation."""

    model = Body
    extra = 0


class OrganisationForm(ModelForm):
    """An organisation, under an address that no page of the site's own has."""

    def clean_slug(self):
        """Refuse the first word of an address of ours."""
        slug = self.cleaned_data["slug"]
        if slug.lower() in RESERVED:
            raise ValidationError(f"“{slug}” is an address of this site itself: choose another.")
        return slug


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    """An organisation: its name, the word for it in addresses, and the colour of its pages."""

    form = OrganisationForm
    fields = ("name", "slug", "colour", "exempt_label")
    list_display = ("name", "slug")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    inlines = (BodiesInline,)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Give the colour the narrow box that it needs."""
        if db_field.name == "colour":
            kwargs["widget"] = TextInput({"size": 9, "placeholder": "#1d4e63"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class MeetingsInline(admin.TabularInline):
    """The days on which a body meets: "due soon" and "since the last meeting" are reckoned by them."""

    model = Meeting
    extra = 1


@admin.register(Body)
class BodyAdmin(admin.ModelAdmin):
    """A board with its meetings, or a partner."""

    list_display = ("name", "kind", "organisation")
    list_filter = ("kind", "organisation")
    search_fields = ("name",)
    inlines = (MeetingsInline,)


class MembershipForm(ModelForm):
    """A membership of an organisation, or of one of its plans."""

    def clean(self):
        """Refuse a plan of another organisation."""
        given = super().clean()
        plan, organisation = self.cleaned_data.get("plan"), self.cleaned_data.get("organisation")
        if plan and organisation and plan.organisation_id != organisation.pk:
            self.add_error("plan", f"This plan belongs to {plan.organisation}, not to {organisation}.")
        return given


class MembershipsInline(admin.TabularInline):
    """What somebody may do, organisation by organisation."""

    model = Membership
    form = MembershipForm
    extra = 1
    autocomplete_fields = ("organisation", "plan")


class PersonCreationForm(AdminUserCreationForm):
    """A new user, known by e-mail address."""

    class Meta:
        model = User
        fields = ("email", "name")


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Somebody who signs in; memberships say what they see."""

    add_form = PersonCreationForm
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        ("This site", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)
    readonly_fields = ("last_login", "date_joined")
    list_display = ("email", "name", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "memberships__role")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    inlines = (MembershipsInline,)

    def save_model(self, request, obj, form, change):
        """Save the user; an address that they no longer have no longer opens their account."""
        super().save_model(request, obj, form, change)
        EmailAddress.objects.filter(user=obj).exclude(email__iexact=obj.email).delete()


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    """Who belongs to which organisation, in which role."""

    form = MembershipForm
    list_display = ("user", "organisation", "plan", "role", "sees_not_for_publication")
    list_filter = ("role", "organisation", "sees_not_for_publication")
    list_select_related = ("user", "organisation", "plan")
    search_fields = ("user__email", "user__name")
    autocomplete_fields = ("user", "organisation", "plan")


@admin.register(Party)
class PartyAdmin(admin.ModelAdmin):
    """A person, post or body that actions are given to, and the user who fills it."""

    list_display = ("name", "kind", "body", "user", "organisation")
    list_filter = ("kind", "organisation")
    list_select_related = ("body", "user", "organisation")
    search_fields = ("name", "user__email")
    fields = ("organisation", "name", "kind", "body", "user", "email")
    autocomplete_fields = ("organisation", "body", "user")

    def has_delete_permission(self, request, obj=None):
        """Keep every party: history names it."""
        return False


class LookOnly(admin.ModelAdmin):
    """Something of the register: to be looked at here, and changed on its own pages."""

    def has_add_permission(self, request):
        """Return no: the services add."""
        return False

    def has_change_permission(self, request, obj=None):
        """Return no: the services change."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Return no: nothing is deleted."""
        return False


@admin.register(Authenticator)
class CodesAdmin(LookOnly):
    """Who signs in with codes; to delete a row switches them off, for somebody who lost phone and recovery codes."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_select_related = ("user",)
    search_fields = ("user__email", "user__name")
    fields = ("user", "type", "created_at", "last_used_at")

    def has_delete_permission(self, request, obj=None):
        """Return whether the user is trusted with all of the admin."""
        return request.user.is_superuser


@admin.register(SocialAccount)
class EntraAdmin(CodesAdmin):
    """Who is known by Entra ID, and under which oid; to delete a row has the address tell again who it is."""

    list_display = fields = ("user", "uid", "date_joined", "last_login")


@admin.register(Plan)
class PlanAdmin(LookOnly):
    """The plans, for choosing one in a membership."""

    list_display = ("title", "slug", "organisation", "archived")
    list_filter = ("organisation", "archived")
    list_select_related = ("organisation",)
    search_fields = ("title", "slug")


@admin.register(Item)
class ItemAdmin(LookOnly):
    """Actions and steps with their current values."""

    list_display = ("ref", "title", "original_due", "due", "times_moved", "rating", "stage", "updated_on")
    list_filter = ("plan", "is_leaf", "is_open", "stage")
    list_select_related = ("rating",)
    search_fields = ("ref", "title")
    list_per_page = 50
