"""What people type to sign in or about their password; the checks are allauth's, the words are ours."""

from allauth.account import forms as allauth
from django.core.exceptions import ValidationError

REQUIRED_PASSWORD = "Vul uw wachtwoord in."
NOT_AN_ADDRESS = "Vul uw volledige e-mailadres in, bijvoorbeeld anna@voorbeeld.nl."
PASSWORD_RULE = (
    "Minstens 12 tekens, en niet een wachtwoord dat veel mensen gebruiken. Een zin die alleen u kent, werkt goed."
)


def say(field, label, *, required, help_text="", **messages):
    """Give a field of allauth our label, hint and sentences, and no placeholder: that goes away while typing."""
    field.label, field.help_text = label, help_text
    field.error_messages |= {"required": required, **messages}
    field.widget.attrs.pop("placeholder", None)


class SignInForm(allauth.LoginForm):
    """E-mail address and password; says the same for a wrong address and a wrong password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self.fields["login"], "E-mailadres", required="Vul uw e-mailadres in.", invalid=NOT_AN_ADDRESS)
        say(self.fields["password"], "Wachtwoord", required=REQUIRED_PASSWORD)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ConfirmForm(allauth.ReauthenticateForm):
    """The password once more, before something about signing in changes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self.fields["password"], "Wachtwoord", required=REQUIRED_PASSWORD)


class TwiceMixin:
    """A new password, typed twice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self.fields["password1"], "Nieuw wachtwoord", required="Kies een wachtwoord.", help_text=PASSWORD_RULE)
        say(self.fields["password2"], "Nog een keer", required="Vul het nieuwe wachtwoord nog een keer in.")

    def clean_password2(self):
        again = self.cleaned_data["password2"]
        if again != self.cleaned_data.get("password1", again):
            raise ValidationError("Dit is niet hetzelfde als hierboven.")
        return again


class ChangePasswordForm(TwiceMixin, allauth.ChangePasswordForm):
    """The old and the new password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self.fields["oldpassword"], "Huidig wachtwoord", required="Vul uw huidige wachtwoord in.")


class NewPasswordForm(TwiceMixin, allauth.ResetPasswordKeyForm):
    """A new password after a link by mail."""


class ForgottenForm(allauth.ResetPasswordForm):
    """The address to send a link to."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self.fields["email"], "E-mailadres", required="Vul uw e-mailadres in.", invalid=NOT_AN_ADDRESS)
