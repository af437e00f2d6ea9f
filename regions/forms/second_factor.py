"""What people type or let their device answer for the second step; the checks are allauth's, the words are ours."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from regions.forms.sign_in import say

CODE_HINT = "De 6 cijfers die uw app nu toont. Heeft u uw app niet bij u? Vul dan een herstelcode in."


def _say_code(form, hint):
    field = form.fields["code"]
    say(field, "Code", required="Vul de code in.", help_text=hint)
    field.widget.attrs.update(autocomplete="one-time-code", inputmode="numeric")


class CodeForm(base.AuthenticateForm):
    """A code of the app or a recovery code, to sign in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say_code(self, CODE_HINT)


class ConfirmCodeForm(base.ReauthenticateForm):
    """The same code, before something about signing in changes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say_code(self, CODE_HINT)


class FirstCodeForm(totp.ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say_code(self, "De 6 cijfers die uw app nu toont.")

    @property
    def readable_secret(self):
        """Return the secret in groups of four, to type over."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


def _say_name(form):
    field = form.fields["name"]
    say(field, "Naam", required="Geef deze toegangssleutel een naam.", help_text="Bijvoorbeeld: tablet van het werk.")
    field.widget.attrs["maxlength"] = 60
    field.max_length = 60


def _read_answer(read):
    """Return what `read` makes of the answer of a device.

    Whatever is wrong with it, in its JSON, its bytes or its signature, is a wrong answer and never an error of ours.
    """
    try:
        return read()
    except (ValidationError, DatabaseError):
        raise
    except Exception as nonsense:
        raise get_adapter().validation_error("incorrect_passkey") from nonsense


class SignInPasskeyForm(webauthn.LoginWebAuthnForm):
    """A passkey instead of a password."""

    def clean_credential(self):
        return _read_answer(super().clean_credential)


class PasskeyForm(webauthn.AuthenticateWebAuthnForm):
    """A passkey as the second step."""

    def clean_credential(self):
        return _read_answer(super().clean_credential)


class ConfirmPasskeyForm(webauthn.ReauthenticateWebAuthnForm):
    """A passkey, before something about signing in changes."""

    def clean_credential(self):
        return _read_answer(super().clean_credential)


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    """A name for the new passkey, and whether it signs in on its own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say_name(self)
        self.fields["credential"].label = "Toegangssleutel"
        self.fields["credential"].error_messages |= {
            "required": "Uw apparaat gaf geen toegangssleutel. Probeer het nog een keer.",
            "invalid": "Uw apparaat gaf geen toegangssleutel. Probeer het nog een keer.",
        }
        field = self.fields["passwordless"]
        field.label = "Met deze sleutel ook inloggen zonder wachtwoord"
        field.help_text = (
            "Uw apparaat vraagt dan om uw vinger, gezicht of pincode. "
            "Zet dit uit voor een losse sleutel zonder pincode."
        )
        field.initial = True

    def clean(self):
        return _read_answer(super().clean)


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say_name(self)
