"""The catalogue for the functional administrator; texts come from fixtures/instruments.json, so this only shows."""

from django.contrib import admin

from instruments.models import Instrument


@admin.register(Instrument)
class InstrumentAdmin(admin.ModelAdmin):
    list_display = ["name", "abbreviation", "category", "state", "catalogue_on"]
    list_filter = ["category", "state"]
    search_fields = ["name", "abbreviation", "search_text"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
