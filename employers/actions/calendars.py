"""The private calendar address of a person: made, shown once, and revoked."""

import secrets

from django.db import transaction
from django.utils import timezone

from employers.models import CalendarAddress
from employers.models.following import hash_token
from regions.models import User


@transaction.atomic
def make_calendar_address(*, by):
    """Return the secret of a new calendar address of this person; an earlier one stops working. Only its hash is kept."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two taps at once wait for each other
    _revoke(by)
    token = secrets.token_urlsafe(32)
    CalendarAddress.objects.create(user=by, token_hash=hash_token(token))
    return token


@transaction.atomic
def revoke_calendar_address(*, by):
    """Make the calendar address of this person stop working at once; return whether there was one."""
    return bool(_revoke(by))


@transaction.atomic
def restore_calendar_address(*, by):
    """Let the address that this person revoked last work again; return False when they have made another one since."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    last = CalendarAddress.objects.filter(user=by).first()
    if last is None or last.revoked_at is None:
        return False
    last.revoked_at = None
    last.save(update_fields=["revoked_at"])
    return True


def _revoke(user):
    return CalendarAddress.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
