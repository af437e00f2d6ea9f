"""Regions, people and roles for the functional administrator; employers are not to be found here."""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin

from regions.models import Membership, Municipality, Region, User


@admin.register(Region)
class RegionAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "organisation_name"]
    search_fields = ["name", "code"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "region"]
    list_filter = ["region"]
    search_fields = ["name", "code"]


class MembershipInline(admin.TabularInline):
    """Roles are given and taken on the members page of a region, where every change leaves a line; here they are only read."""

    model = Membership
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(User)
class PersonAdmin(admin.ModelAdmin):
    """People; an account comes from an invitation, and nobody sets another's password."""

    ordering = ["name"]
    list_display = ["name", "email", "is_active", "is_staff"]
    search_fields = ["name", "email"]
    inlines = [MembershipInline]
    list_filter = ["is_active", "is_staff"]
    readonly_fields = ["last_login"]
    fieldsets = [
        (None, {"fields": ["email", "last_login"]}),
        ("Persoon", {"fields": ["name", "job_title", "phone"]}),
        ("Toegang tot vaste gegevens", {"fields": ["is_active", "is_staff", "is_superuser"]}),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


# What allauth shows there would be a way around: secrets of second steps, links to identity providers, e-mail addresses.
for model in (EmailAddress, SocialAccount, SocialApp, SocialToken, Authenticator, UserSession):
    admin.site.unregister(model)
admin.site.login = secure_admin_login(admin.site.login)
