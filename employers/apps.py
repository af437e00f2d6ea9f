"""The app of employers, visits and agreements."""

from django.apps import AppConfig


class EmployersConfig(AppConfig):
    name = "employers"
    verbose_name = "Werkgevers"

    def ready(self):
        from employers.leaving import count_open_work
        from regions.work import count_with

        count_with(count_open_work)
