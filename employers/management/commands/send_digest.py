"""manage.py send_digest: mails everyone what is due today; run it every morning, and again when something failed."""

from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from employers.actions import send_digest
from employers.follow_up.due import SILENT_DAYS, get_digest
from employers.queries import has_mail_failed
from regions.access import EDIT
from regions.queries import get_people


class Command(BaseCommand):
    help = "Stuur elke adviseur een overzicht van afspraken, stilte en terugkomdata. Nooit twee keer op een dag."

    def add_arguments(self, parser):
        parser.add_argument(
            "--day", type=date.fromisoformat, help="de dag, bijvoorbeeld 2026-11-25 (standaard vandaag)"
        )
        parser.add_argument("--silent-days", type=int, default=SILENT_DAYS, help="na hoeveel dagen stilte telt")

    def handle(self, *args, day, silent_days, **options):
        if silent_days < 1:
            raise CommandError("--silent-days moet 1 of meer zijn.")
        day = day or timezone.localdate()
        sent = 0
        for user in get_people(EDIT):
            regions = get_digest(user, today=day, silent_days=silent_days)
            if regions:
                sent += send_digest(by=None, user=user, day=day, regions=regions, address=settings.PUBLIC_URL)
        self.stdout.write(f"Verstuurd: {sent}")
        if has_mail_failed(day):
            raise CommandError(
                "Niet elke mail is verstuurd. Draai dit commando nog een keer; wie hem al heeft, krijgt hem niet weer."
            )
