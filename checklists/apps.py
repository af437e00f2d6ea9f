"""The app of asking, scoring and advising."""

from django.apps import AppConfig


class ChecklistsConfig(AppConfig):
    name = "checklists"
    verbose_name = "Checklists en adviezen"

    def ready(self):
        from checklists.foreseeing import foresee_amounts, foresee_rules
        from instruments.foreseeing import foresee_amounts_with, foresee_rules_with

        foresee_amounts_with(foresee_amounts)
        foresee_rules_with(foresee_rules)
