"""The app of what we never keep, and what we keep how long."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class SafekeepingConfig(AppConfig):
    name = "safekeeping"
    verbose_name = "Privacy"

    def ready(self):
        from django.contrib.auth.signals import user_logged_in

        from safekeeping.acting import go_on_as, tell_database

        user_logged_in.connect(go_on_as, dispatch_uid="safekeeping.acting")
        connection_created.connect(tell_database, dispatch_uid="safekeeping.acting")
