"""manage.py load_demo: the made-up regions, employers and visits, for a laptop and for showing the app; never in production."""

import json

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from checklists.demo import PASSWORD, get_logins, make_demo
from employers.queries import has_employers, has_only_made_up_employers


class Command(BaseCommand):
    help = "Laad de verzonnen werkgevers, bezoeken en adviezen."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="doe niets als er al werkgevers zijn")
        parser.add_argument("--reset", action="store_true", help="gooi de verzonnen gegevens eerst weg")

    def handle(self, *args, if_empty, reset, **options):
        if settings.IS_PRODUCTION:
            raise CommandError("In productie horen geen verzonnen werkgevers. Zet WSP_ENV=local om te oefenen.")
        story = json.loads((settings.BASE_DIR / "fixtures" / "demo.json").read_text(encoding="utf-8"))
        if reset:
            self._empty()
        if has_employers() and not reset:
            if not if_empty:
                raise CommandError("Er staan al werkgevers in de database. Gebruik --reset of --if-empty.")
        else:
            self.stdout.write(f"Verzonnen werkgevers geladen: {make_demo(story)}")
        self._print_logins(story)

    def _empty(self):
        if not has_only_made_up_employers():
            raise CommandError("Hier staan werkgevers die niet verzonnen zijn. Die gooit dit commando nooit weg.")
        call_command("flush", interactive=False, verbosity=0)
        call_command("load_reference", verbosity=0)

    def _print_logins(self, story):
        self.stdout.write(f"Inloggen kan met deze accounts; het wachtwoord is steeds {PASSWORD}")
        for name, role, region, email in get_logins(story):
            self.stdout.write(f"  {email:<24} {name}, {role.lower()} in {region}")
