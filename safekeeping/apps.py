"""The app of what we never keep, what we keep how long, and who did what."""

from django.apps import AppConfig


class SafekeepingConfig(AppConfig):
    name = "safekeeping"
    verbose_name = "Privacy"
