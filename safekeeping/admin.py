"""The word list of the privacy guard for the administrator, and how often the guard spoke."""

from django.contrib import admin

from safekeeping.models import PrivacyCount, PrivacyWord
from safekeeping.queries.words import forget_words


@admin.register(PrivacyWord)
class PrivacyWordAdmin(admin.ModelAdmin):
    list_display = ["word", "kind", "neutral", "is_active"]
    list_filter = ["kind", "is_active"]
    list_editable = ["is_active"]
    search_fields = ["word"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        forget_words()

    def has_delete_permission(self, request, obj=None):
        return False  # the next load would bring it back: switch it off


@admin.register(PrivacyCount)
class PrivacyCountAdmin(admin.ModelAdmin):
    list_display = ["day", "field", "kind", "outcome", "number"]
    list_filter = ["outcome", "kind", "field"]
    date_hierarchy = "day"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
