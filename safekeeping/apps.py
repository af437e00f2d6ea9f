"""The app of what we never keep, and what we keep how long."""

from django.apps import AppConfig


class SafekeepingConfig(AppConfig):
    name = "safekeeping"
    verbose_name = "Privacy"
