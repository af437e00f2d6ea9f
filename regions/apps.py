"""The app of regions and people."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "regions"
    verbose_name = "Regio's en mensen"

    def ready(self):
        from allauth.mfa.signals import authenticator_removed
        from django.contrib.auth.signals import user_logged_in

        import wsp.checks  # noqa: F401 - the hallway is no app that Django would ask for its checks
        from regions.middleware import mark_start
        from regions.second_factor import ask_again

        user_logged_in.connect(mark_start, dispatch_uid="regions.mark_start")
        authenticator_removed.connect(ask_again, dispatch_uid="regions.ask_again")
