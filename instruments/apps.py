"""The app of the national catalogue of instruments."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "instruments"
    verbose_name = "Instrumenten"
