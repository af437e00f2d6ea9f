"""What people type to sign in."""

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError


class SignInForm(AuthenticationForm):
    """E-mail address and password; says the same for a wrong address and a wrong password."""

    error_messages = {
        "invalid_login": "Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk of u een typefout maakte.",
        "inactive": "Dit account is afgesloten. Vraag de beheerder van uw regio om hulp.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "E-mailadres"
        self.fields["username"].widget.input_type = "email"
        self.fields["username"].widget.attrs["autocomplete"] = "email"
        self.fields["password"].label = "Wachtwoord"

    def clean_username(self):
        address = self.cleaned_data["username"].strip().lower()
        if "@" not in address:
            raise ValidationError("Vul uw volledige e-mailadres in, bijvoorbeeld anna@voorbeeld.nl.")
        return address
