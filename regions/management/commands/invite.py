"""manage.py invite: the first administrator of a region, who then invites the others on the members page."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from regions import actions
from regions.forms.members import InviteForm
from regions.models import Region, Role


class Command(BaseCommand):
    help = "Nodig iemand uit voor een regio en toon de link, één keer."

    def add_arguments(self, parser):
        parser.add_argument("email", help="het e-mailadres van het werk")
        parser.add_argument("name", help="de naam")
        parser.add_argument("--region", required=True, help="de regio, zoals in het webadres: groningen")
        parser.add_argument(
            "--role", default=Role.ADMIN.value, help="de rol; functioneel beheerder als die er niet bij staat"
        )

    def handle(self, *args, email, name, region, role, **options):
        found = Region.objects.filter(slug=region).first()
        if found is None:
            raise CommandError(
                f"De regio {region} bestaat niet. Laad eerst de vaste gegevens: manage.py load_reference."
            )
        form = InviteForm({"email": email, "name": name, "role": role})
        if not form.is_valid():
            raise CommandError(" ".join(error for errors in form.errors.values() for error in errors))
        try:
            invitation, token = actions.invite(by=None, region=found, **form.cleaned_data)
        except actions.AlreadyMember:
            raise CommandError(f"{email} hoort al bij {found}.") from None
        except actions.ClosedAccount:
            raise CommandError(f"Het account van {email} is afgesloten. Open het eerst in het beheer.") from None
        self.stdout.write(
            f"{invitation.get_role_display()} van {found}, te gebruiken tot {invitation.expires_at:%d-%m-%Y}:"
        )
        self.stdout.write(f"{settings.PUBLIC_URL}{reverse('regions:invitation', args=[token])}")
