"""What an administrator types about members, and what someone types who takes an invitation up."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from regions.forms.sign_in import NOT_AN_ADDRESS, PASSWORD_RULE
from regions.models import Role, User

# What each role may do, said where it is given; access.GRANTS decides.
ROLES = [
    (Role.READER.value, "Leest mee: ziet alles van deze regio en wijzigt niets. Ook voor een auditor."),
    (Role.ADVISER.value, "Adviseur: bezoekt werkgevers en vult de checklist in."),
    (Role.LEAD.value, "Teamleider: doet wat een adviseur doet, en verdeelt het werk."),
    (Role.ADMIN.value, "Functioneel beheerder: beheert de leden van deze regio en leest mee."),
]


class RoleField(forms.ChoiceField):
    """One of the roles of a region; the national role is not one."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs):
        messages = {"required": "Kies een rol.", "invalid_choice": "Kies een rol uit de lijst."}
        super().__init__(label="Rol", choices=ROLES, error_messages=messages, **kwargs)


class InviteForm(forms.Form):
    """Who is invited, and to what."""

    name = forms.CharField(
        label="Naam",
        max_length=120,
        error_messages={
            "required": "Vul de naam van uw collega in.",
            "max_length": "Houd de naam korter dan 120 tekens.",
        },
    )
    email = forms.EmailField(
        label="E-mailadres van het werk",
        max_length=254,
        error_messages={"required": "Vul het e-mailadres van uw collega in.", "invalid": NOT_AN_ADDRESS},
    )
    role = RoleField()

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class EditorForm(forms.Form):
    """Who gets to edit the national catalogue, by the address they sign in with."""

    email = forms.EmailField(
        label="E-mailadres van het werk",
        max_length=254,
        help_text="Het adres waarmee deze collega al inlogt.",
        error_messages={"required": "Vul het e-mailadres van uw collega in.", "invalid": NOT_AN_ADDRESS},
    )


class RoleForm(forms.Form):
    """Another role for a member."""

    role = RoleField()


class NewAccountForm(forms.Form):
    """The name and password of someone who takes an invitation up."""

    name = forms.CharField(
        label="Uw naam",
        max_length=120,
        help_text="Zo ziet uw team u, en zo staat u onder een advies.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Vul uw naam in.", "max_length": "Houd uw naam korter dan 120 tekens."},
    )
    password1 = forms.CharField(
        label="Kies een wachtwoord",
        strip=False,
        max_length=1000,
        help_text=PASSWORD_RULE,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Kies een wachtwoord."},
    )
    password2 = forms.CharField(
        label="Nog een keer",
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Vul het wachtwoord nog een keer in."},
    )

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password2(self):
        again = self.cleaned_data["password2"]
        if again != self.cleaned_data.get("password1", again):
            raise ValidationError("Dit is niet hetzelfde als hierboven.")
        return again

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("password1"):
            person = User(email=self.email, name=cleaned.get("name", ""))
            try:
                validate_password(cleaned["password1"], person)
            except ValidationError as refused:
                self.add_error("password1", refused)
        return cleaned
