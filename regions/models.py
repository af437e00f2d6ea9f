"""Who works where: regions, municipalities, people, their role in a region, and how they came by it."""

import hashlib
from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from regions.theme import DEFAULT, Colours


class Region(models.Model):
    """An arbeidsmarktregio, with what its desk calls itself."""

    code = models.CharField("CBS-code", max_length=4, unique=True)
    name = models.CharField("naam", max_length=80, unique=True)
    slug = models.SlugField("naam in het webadres", max_length=80, unique=True)
    organisation_name = models.CharField(
        "naam van de organisatie",
        max_length=120,
        blank=True,
        help_text="Zo staat het op het scherm en op elk advies, bijvoorbeeld Werkgeversservicepunt Noord of Werkcentrum Noord.",
    )
    phone = models.CharField("telefoon", max_length=20, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    # Colours of its own, all three or none; whether they can be read is checked where they are picked.
    brand_colour = models.CharField("kleur van knoppen en koppelingen", max_length=7, blank=True)
    header_colour = models.CharField("kleur van de balk bovenaan", max_length=7, blank=True)
    accent_colour = models.CharField("kleur van de rand om waar iemand is", max_length=7, blank=True)

    class Meta:
        verbose_name = "regio"
        verbose_name_plural = "regio's"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(brand_colour="", header_colour="", accent_colour="")
                | Q(
                    brand_colour__regex="^#[0-9a-f]{6}$",
                    header_colour__regex="^#[0-9a-f]{6}$",
                    accent_colour__regex="^#[0-9a-f]{6}$",
                ),
                name="region_has_three_colours_or_none",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def desk(self):
        """Return the name the region's desk goes by; without a setting, the plain legal name of such a desk."""
        return self.organisation_name or f"Werkgeversservicepunt {self.name}"

    @property
    def colours(self):
        """Return the colours its pages have by day."""
        if not self.brand_colour:
            return DEFAULT
        return Colours(self.brand_colour, self.header_colour, self.accent_colour)

    @property
    def theme_version(self):
        """Return what in the address of its token file makes other colours another file; empty without own colours."""
        return f"{self.brand_colour}{self.header_colour}{self.accent_colour}".replace("#", "")


class Municipality(models.Model):
    """A municipality and the region it belongs to, from the official list named in fixtures/regions.json."""

    code = models.CharField("CBS-code", max_length=6, unique=True)
    name = models.CharField("naam", max_length=80)
    region = models.ForeignKey(Region, models.PROTECT, related_name="municipalities", verbose_name="regio")

    class Meta:
        verbose_name = "gemeente"
        ordering = ["name"]

    def __str__(self):
        return self.name


class UserManager(BaseUserManager):
    """Makes people; the e-mail address is stored in lower case, so that signing in never depends on capitals."""

    def create_user(self, email, name, password=None, **fields):
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, name, password=None, **fields):
        """Make someone who may edit reference data under /beheer/; it opens no employer: only a membership does."""
        return self.create_user(email, name, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in by e-mail."""

    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=120)
    job_title = models.CharField("functie", max_length=120, blank=True)
    phone = models.CharField("telefoon", max_length=20, blank=True)
    is_active = models.BooleanField("mag inloggen", default=True)
    is_staff = models.BooleanField("mag naar het beheer van vaste gegevens", default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = "gebruiker"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_is_lower_case"),
        ]

    def __str__(self):
        return self.name


class Role(models.TextChoices):
    """What someone is in a region; what a role may do stands in access.GRANTS."""

    READER = "reader", "Leest mee"
    ADVISER = "adviser", "Adviseur"
    LEAD = "lead", "Teamleider"
    ADMIN = "admin", "Functioneel beheerder"
    NATIONAL = "national", "Landelijk (cijfers zonder namen)"
    CATALOGUE = "catalogue", "Functioneel beheerder (landelijk)"


class Membership(models.Model):
    """One person's role in one region; the national roles have no region."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name="gebruiker")
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="memberships", verbose_name="regio", null=True, blank=True
    )
    role = models.CharField("rol", max_length=10, choices=Role)

    class Meta:
        verbose_name = "rol in een regio"
        verbose_name_plural = "rollen in regio's"
        constraints = [
            models.UniqueConstraint(fields=["user", "region"], name="one_role_per_region", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(role__in=["national", "catalogue"], region=None)
                | (~Q(role__in=["national", "catalogue"]) & Q(region__isnull=False)),
                name="only_the_national_roles_have_no_region",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()} {self.region or ''}".strip()


def hash_token(token):
    """Return what is kept of the secret of an invitation: enough to recognise it, nothing to use it with."""
    return hashlib.sha256(token.encode()).hexdigest()


class Invitation(models.Model):
    """The right to become a member of one region in one role, for who has the link; a claim of an identity provider never is."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="invitations", verbose_name="regio")
    role = models.CharField("rol", max_length=10, choices=Role)
    email = models.EmailField("e-mailadres")
    name = models.CharField("naam", max_length=120)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="uitgenodigd door")
    invited_at = models.DateTimeField("uitgenodigd op", default=timezone.now)
    expires_at = models.DateTimeField("te gebruiken tot")
    accepted_at = models.DateTimeField("aangenomen op", null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="aangenomen door")
    revoked_at = models.DateTimeField("ingetrokken op", null=True)

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitation_email_is_lower_case"),
            models.CheckConstraint(
                condition=~Q(role__in=["national", "catalogue"]), name="nobody_is_invited_to_a_national_role"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="accepted_by_someone",
            ),
            models.UniqueConstraint(
                fields=["region", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation_per_region",
            ),
        ]

    def __str__(self):
        return f"{self.email}: {self.get_role_display()} {self.region}"

    @property
    def is_open(self):
        return self.accepted_at is None and self.revoked_at is None and timezone.now() < self.expires_at


UNDO_FOR = timedelta(days=1)
"""How long an ended role can be given back."""


class ChangeKind(models.TextChoices):
    """What was done to someone's rights."""

    JOINED = "joined", "Toegang gekregen"
    ROLE = "role", "Rol gewijzigd"
    ENDED = "ended", "Toegang gestopt"
    FACTOR_RESET = "factor_reset", "Tweede stap gewist"


class MembershipChange(models.Model):
    """One change of someone's rights in a region: who, when, whom, from what, to what."""

    region = models.ForeignKey(
        Region, models.PROTECT, null=True, related_name="membership_changes", verbose_name="regio"
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="membership_changes", verbose_name="gebruiker")
    kind = models.CharField("wat", max_length=12, choices=ChangeKind)
    from_role = models.CharField("van", max_length=10, choices=Role, blank=True)
    to_role = models.CharField("naar", max_length=10, choices=Role, blank=True)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="door")
    closed_account = models.BooleanField("account afgesloten", default=False, editable=False)
    changed_at = models.DateTimeField("op", default=timezone.now)

    class Meta:
        verbose_name = "wijziging van een rol"
        verbose_name_plural = "wijzigingen van rollen"
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["region", "-changed_at"], name="changes_of_a_region")]

    def __str__(self):
        return f"{self.user}: {self.get_kind_display()}"

    @property
    def is_undoable(self):
        """Tell whether this ended a role so short ago that it can be given back without an invitation."""
        return self.kind == ChangeKind.ENDED and self.changed_at > timezone.now() - UNDO_FOR


class CacheEntry(models.Model):
    """The table of Django's database cache: attempts to sign in, counted for all web processes together."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "cache_entries"

    def __str__(self):
        return self.cache_key
