"""manage.py load_reference: regions, figures, instruments, amounts, questions and tips from fixtures/; twice is once."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from checklists.actions import load_questions, load_tips
from employers.actions import load_benchmarks
from instruments.actions import load_amounts, load_catalogue
from regions.actions import load_regions
from safekeeping.actions import load_privacy_words

FILES = [
    ("regions", load_regions),
    ("privacy_words", load_privacy_words),
    ("benchmarks", load_benchmarks),
    ("instruments", load_catalogue),
    ("amounts", load_amounts),
    ("questions", load_questions),
    ("tips", load_tips),
]


class Command(BaseCommand):
    help = "Laad de vaste gegevens uit fixtures/."

    @transaction.atomic
    def handle(self, *args, verbosity, **options):
        for name, load in FILES:
            path = settings.BASE_DIR / "fixtures" / f"{name}.json"
            try:
                count = load(by=None, reference=json.loads(path.read_text(encoding="utf-8")))
            except (ValueError, KeyError) as error:
                raise CommandError(f"fixtures/{name}.json is niet geladen: {error}") from error
            if verbosity > 1:
                self.stdout.write(f"{name}: {count}")
