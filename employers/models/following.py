"""What keeps follow-up going outside the screens: each person's own calendar address, and the mails that were sent."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q


def hash_token(token):
    """Return what is kept of a secret that cannot be guessed (256 bits): a plain hash is enough, there is nothing to try."""
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarAddress(models.Model):
    """A private calendar address of one person; only the hash of its secret is kept, so it is shown once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at=None), name="one_calendar_address_that_works_per_person"
            )
        ]

    def __str__(self):
        return f"{self.user_id} {self.created_at:%d-%m-%Y}"


class MailKind(models.TextChoices):
    """What a mail is about."""

    DIGEST = "digest", "Dagelijks overzicht"


class MailState(models.TextChoices):
    """How far a mail is. One that stays at SENDING may have gone out: it is not sent again."""

    SENDING = "sending", "Wordt verstuurd"
    SENT = "sent", "Verstuurd"
    FAILED = "failed", "Niet verstuurd"


class MailLog(models.Model):
    """One mail of one kind to one person on one day; what stood in it is not kept."""

    kind = models.CharField(max_length=10, choices=MailKind)
    day = models.DateField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    state = models.CharField(max_length=7, choices=MailState, default=MailState.SENDING)
    problem = models.CharField(max_length=80, blank=True)
    tried_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-day", "pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "day", "user"], name="one_mail_of_a_kind_a_day")]

    def __str__(self):
        return f"{self.kind} {self.day} {self.user_id}"
