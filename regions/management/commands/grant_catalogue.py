"""manage.py grant_catalogue: the first person who may edit the national catalogue, who then adds the others in the app."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from regions import actions, queries
from regions.forms.members import EditorForm
from regions.models import Role


class Command(BaseCommand):
    help = "Laat iemand de landelijke catalogus beheren. Wie nog geen account heeft, krijgt er een."

    def add_arguments(self, parser):
        parser.add_argument("email", help="het e-mailadres van het werk")
        parser.add_argument("--name", help="de naam, als er nog geen account is")

    def handle(self, *args, email, name, **options):
        form = EditorForm({"email": email})
        if not form.is_valid():
            raise CommandError(" ".join(error for errors in form.errors.values() for error in errors))
        user = queries.get_account(email)
        if user is None:
            self._make(email, name)
            return
        try:
            is_new = actions.grant_catalogue(by=None, user=user)
        except actions.OtherNationalRole:
            raise CommandError(f"{email} heeft al een andere landelijke rol. Die gaat niet samen met deze.") from None
        self.stdout.write(f"{user} beheert {'nu' if is_new else 'al'} de catalogus.")

    def _make(self, email, name):
        """Make an account with this right alone, and print where its owner chooses a password."""
        if queries.is_closed(email):
            raise CommandError(f"Het account van {email} is afgesloten. Open het eerst in het beheer.")
        if not name:
            raise CommandError(f"{email} heeft nog geen account. Geef met --name de naam.")
        user = actions.add_member(by=None, email=email, name=name, role=Role.CATALOGUE)
        key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
        minutes = settings.PASSWORD_RESET_TIMEOUT // 60
        self.stdout.write(f"{user} beheert nu de catalogus en kiest binnen {minutes} minuten een wachtwoord:")
        self.stdout.write(f"{settings.PUBLIC_URL}{reverse('account_reset_password_from_key', kwargs=key)}")
