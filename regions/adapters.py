"""What django-allauth asks of this house: nobody signs up, secrets are stored encrypted, identities are bound by invitation."""

import base64
import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse

from regions import actions, queries
from regions.invited import take_invitation

logger = logging.getLogger(__name__)

WRONG_PAIR = "Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk of u een typefout maakte."
WRONG_CODE = "Deze code klopt niet, of is al gebruikt. Wacht op de volgende code en probeer het nog een keer."


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations only; the sentences are ours."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Dit account is afgesloten. Vraag de beheerder van uw regio om hulp.",
        "email_password_mismatch": WRONG_PAIR,
        "enter_current_password": "Dit is niet uw huidige wachtwoord.",
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "Dit wachtwoord klopt niet.",
        "invalid_password_reset": "Deze link werkt niet meer. Vraag een nieuwe aan.",
        "rate_limited": "U probeerde het te vaak. Wacht een paar minuten en probeer het dan opnieuw.",
        "too_many_login_attempts": "U probeerde het te vaak. Wacht vijf minuten en probeer het dan opnieuw.",
    }

    def is_open_for_signup(self, request):
        return False

    def pre_login(self, request, user, **kwargs):
        """Refuse who is closed, and in production the made-up people whose password everyone knows."""
        if settings.IS_PRODUCTION and user.email.endswith(queries.PRACTICE_DOMAIN):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def get_password_change_redirect_url(self, request):
        return self.get_login_redirect_url(request)

    def send_password_reset_mail(self, user, email, context):
        """Send the link only to who has a password to forget: others sign in through their organisation."""
        if user.has_usable_password():
            super().send_password_reset_mail(user, email, context)

    def send_mail(self, template_prefix, email, context):
        """Send a mail, or write down that it could not be sent: what was done stays done, whatever the mail server does."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("The mail %s was not sent.", template_prefix)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second step: secrets are encrypted where they are stored, and who needs one cannot switch it off."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "Uw rol vraagt om een tweede stap. Stel eerst een andere in, dan kan deze weg.",
        "cannot_generate_recovery_codes": "Stel eerst een tweede stap in. Daarna kunt u herstelcodes maken.",
        "incorrect_code": WRONG_CODE,
        "incorrect_passkey": "Deze toegangssleutel is niet herkend. Probeer het nog een keer, of kies een andere manier.",
    }

    def encrypt(self, text):
        return _get_cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _get_cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": "Werkgeverskompas"}

    def generate_authenticator_name(self, user, type):
        return "Mijn toegangssleutel"

    def can_delete_authenticator(self, authenticator):
        user = authenticator.user
        if not settings.REQUIRE_SECOND_FACTOR or not queries.needs_second_factor(user):
            return True
        return queries.has_second_factor(user, besides=authenticator)


def _get_cipher():
    """Return the cipher of the secrets, from the secret key and the ones before it, so that a key can be renewed."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derive(key)) for key in keys])


def _derive(secret):
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"werkgeverskompas second factor")
    return base64.urlsafe_b64encode(kdf.derive(secret.encode()))


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on: who someone is comes from the provider, what they may do only from an invitation."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": "Hiermee logt u in. Zonder deze koppeling kunt u niet meer inloggen, dus die blijft.",
        "connected_other": "Dit account van uw organisatie hoort al bij een ander account hier.",
    }

    def is_open_for_signup(self, request, sociallogin):
        return False

    def authenticate_by_email(self, login):
        return None  # an e-mail address in a claim never opens an account, whatever a setting says

    def pre_social_login(self, request, sociallogin):
        """Insist on the level that was agreed, keep no claims, and bind a new identity when an invitation says so."""
        claims = sociallogin.account.extra_data.get("id_token", {})
        self._insist_on_level(request, sociallogin, claims)
        sociallogin.account.extra_data = {}
        if sociallogin.account.pk:
            sociallogin.account.save(update_fields=["extra_data"])
        token = take_invitation(request)
        if token and sociallogin.state.get("process") != AuthProcess.CONNECT:
            self._take_up(request, sociallogin, token)

    def _take_up(self, request, sociallogin, token):
        """Take an invitation up with this identity; when it cannot be, the page that says how to get an account follows."""
        if sociallogin.is_existing and sociallogin.user.is_active:
            sociallogin.state["next"] = reverse("regions:invitation", args=[token])  # accepted there, once signed in
            return
        try:
            user = actions.accept_with_identity(by=None, invitation=queries.get_invitation_of(token))
        except (actions.InvitationGone, actions.ClosedAccount):
            return
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)
        elif sociallogin.user.pk == user.pk:
            sociallogin.user = user  # opened again

    def _insist_on_level(self, request, sociallogin, claims):
        wanted = sociallogin.provider.app.settings.get("acr")
        if wanted and claims.get("acr") not in wanted:
            context = {"provider": sociallogin.provider}
            raise ImmediateHttpResponse(render(request, "socialaccount/level_too_low.html", context, status=403))
