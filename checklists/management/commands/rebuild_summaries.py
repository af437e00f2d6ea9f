"""manage.py rebuild_summaries: prove that the counts behind the figures are right, and set right what is not; for every night."""

from django.core.management.base import BaseCommand

from checklists.actions import rebuild_summaries


class Command(BaseCommand):
    help = "Tel de antwoorden, bezoeken en adviezen opnieuw en zet tellingen recht die niet klopten."

    def handle(self, *args, **options):
        wrong = rebuild_summaries(by=None)
        if wrong:
            self.stderr.write(f"{wrong} tellingen klopten niet en zijn rechtgezet.")
        else:
            self.stdout.write("Alle tellingen kloppen.")
