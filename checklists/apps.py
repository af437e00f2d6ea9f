"""The app of asking, scoring and advising."""

from django.apps import AppConfig


class ChecklistsConfig(AppConfig):
    name = "checklists"
    verbose_name = "Checklists en adviezen"
