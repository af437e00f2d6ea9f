"""Sending the daily overview: every mail is logged before it goes, so that none goes twice."""

import logging

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from employers.models import MailKind, MailLog, MailState

_log = logging.getLogger(__name__)


def send_digest(*, by, user, day, regions, address):
    """Send one person the overview of a day, unless that was done or begun before; return whether it went now.

    `by` is None when a command sends it; `regions` are RegionDigests with something in them, `address` is where the app
    is. The log is written and stored first: when the power goes out halfway, a mail may be missed, but never comes twice.
    A mail that failed is tried again when the command runs again.
    """
    entry = _claim(user, day)
    if entry is None:
        return False
    context = {"user": user, "day": day, "regions": regions, "address": address}
    subject = " ".join(render_to_string("employers/mail/digest_subject.txt", context).split())
    try:
        EmailMessage(subject, render_to_string("employers/mail/digest.txt", context), to=[user.email]).send()
    except Exception as error:  # one address that fails may not keep the others from their mail
        _log.error("the daily overview of user %s was not sent: %s", user.pk, type(error).__name__)
        _close(entry, MailState.FAILED, type(error).__name__)
        return False
    _close(entry, MailState.SENT)
    return True


def _claim(user, day):
    """Return the log entry of a mail that is now ours to send, None when it went or may have gone."""
    with transaction.atomic():
        entry, is_new = MailLog.objects.get_or_create(kind=MailKind.DIGEST, day=day, user=user)
        if is_new:
            return entry
        entry = MailLog.objects.select_for_update().get(pk=entry.pk)
        if entry.state != MailState.FAILED:
            return None
        entry.state, entry.problem = MailState.SENDING, ""
        entry.save(update_fields=["state", "problem", "tried_at"])
        return entry


def _close(entry, state, problem=""):
    entry.state, entry.problem = state, problem[:80]
    entry.save(update_fields=["state", "problem", "tried_at"])
