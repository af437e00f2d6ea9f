"""manage.py prepare: all that `make run` does before it serves: tables, reference data, demo, static files, and where to look."""

import os

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Maak de database klaar, laad de vaste gegevens en de demo, en vertel waar de app te vinden is."

    def handle(self, *args, **options):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_reference", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        self.stdout.write("")
        if not settings.IS_PRODUCTION:
            call_command("load_demo", if_empty=True, stdout=self.stdout)
        address = f"http://localhost:{os.environ.get('PORT', '8000')}/"
        self.stdout.write(f"\nWerkgeverskompas staat klaar op {address}  (stoppen met Ctrl-C)\n")
        self.stdout.flush()
