"""Regions, people and roles for the functional administrator; employers are not to be found here."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm

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
    model = Membership
    extra = 1


@admin.register(User)
class PersonAdmin(UserAdmin):
    form = UserChangeForm
    ordering = ["name"]
    list_display = ["name", "email", "is_active", "is_staff"]
    search_fields = ["name", "email"]
    inlines = [MembershipInline]
    filter_horizontal = []
    list_filter = ["is_active", "is_staff"]
    readonly_fields = ["last_login"]
    fieldsets = [
        (None, {"fields": ["email", "password", "last_login"]}),
        ("Persoon", {"fields": ["name", "job_title", "phone"]}),
        ("Toegang tot vaste gegevens", {"fields": ["is_active", "is_staff", "is_superuser"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["email", "name", "usable_password", "password1", "password2"]})
    ]
