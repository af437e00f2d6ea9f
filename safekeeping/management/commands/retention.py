"""manage.py retention: at night, let go of what is over its term, carry out approved lists and propose new ones."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from safekeeping.actions import carry_out, destroy_direct, propose_lists
from safekeeping.queries import get_due, get_retention


class Command(BaseCommand):
    help = "Voer fixtures/retention.json uit: wissen wat over de termijn is, en vernietigingslijsten maken."

    def add_arguments(self, parser):
        how = parser.add_mutually_exclusive_group(required=True)
        how.add_argument("--dry-run", action="store_true", help="zeg alleen wat er zou gebeuren")
        how.add_argument("--run", action="store_true", help="doe het")

    def handle(self, *args, dry_run, **options):
        today = timezone.localdate()
        if dry_run:
            for line in get_retention():
                how = "na goedkeuring" if line.approval else "meteen"
                number = get_due(line, today).count()
                self.stdout.write(f"{line.key:<18}{number:>8}  {line.term}; {how}: {line.what}")
            return
        for key, number in destroy_direct(by=None, today=today).items():
            self.stdout.write(f"{key}: {number} gewist")
        for found, numbers in carry_out(by=None, today=today).items():
            self.stdout.write(f"vernietigingslijst {found}: {sum(numbers.values())} gewist")
        for found in propose_lists(by=None, today=today):
            self.stdout.write(
                f"vernietigingslijst {found}: wacht op {'goedkeuring' if found.checked_by else 'nakijken'}"
            )
