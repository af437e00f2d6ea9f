"""The daily mail: what is in it, to whom it goes, and that none goes twice."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from employers import actions
from employers.models import Employer, MailLog
from regions.models import Membership
from tests.builders import make_agreement, make_contact, make_employer, make_visit


class OneRefuses(EmailBackend):
    """A mail server that knows everyone but Anna."""

    def send_messages(self, messages):
        if any("anna@voorbeeld.nl" in message.to for message in messages):
            raise OSError("no such mailbox")
        return super().send_messages(messages)


def make_late(region, by, name, days=-3):
    employer = make_employer(region=region, by=by, name=name, account_holder=by)
    make_contact(employer, by=by, name="Henk Wiersma")
    today = timezone.localdate()
    make_agreement(
        make_visit(employer, by=by),
        by=by,
        who="Henk Wiersma",
        what="Henk belt terug",
        due_on=today + timedelta(days=days),
    )
    return employer


def send(**options):
    call_command("send_digest", verbosity=0, **options)
    return {message.to[0]: message for message in mail.outbox}


def test_mail_tells_what_is_late_silent_and_to_come_back_to(noord, anna):
    make_late(noord, anna, "Café 't Hoekje & Co")
    silent = make_employer(region=noord, by=anna, name="Stille Bakker", account_holder=anna)
    back = make_employer(region=noord, by=anna, name="Even Niet", account_holder=anna)
    tomorrow = timezone.localdate() + timedelta(days=1)
    actions.move_stage(by=anna, employer=back, to="not_now", seen="new", reason="Druk", come_back_on=tomorrow)
    Employer.objects.filter(pk=back.pk).update(come_back_on=timezone.localdate())
    Employer.objects.filter(pk=silent.pk).update(last_contact_on=timezone.localdate() - timedelta(days=60))
    message = send()["anna@voorbeeld.nl"]
    assert "Werkgeverskompas: wat er vandaag op u wacht" in message.subject
    for words in ("te laat", "Café 't Hoekje & Co", "Lang geen contact", "Stille Bakker", "Even Niet", "/afspraken/"):
        assert words in message.body


def test_mail_holds_no_name_of_a_contact_and_no_word_of_an_agreement(noord, anna):
    make_late(noord, anna, "Bakkerij De Korenaar")
    body = send()["anna@voorbeeld.nl"].body
    assert "Henk" not in body
    assert "belt terug" not in body


def test_everyone_gets_only_their_own_region(noord, zuid, anna, chris):
    make_late(noord, anna, "Van Anna")
    make_late(zuid, chris, "Van Chris")
    sent = send()
    assert set(sent) == {"anna@voorbeeld.nl", "chris@voorbeeld.nl"}
    assert "Van Anna" not in sent["chris@voorbeeld.nl"].body
    assert "Van Chris" not in sent["anna@voorbeeld.nl"].body


def test_nobody_is_mailed_about_nothing(noord, anna, lea, bas):
    make_employer(region=noord, by=anna, account_holder=anna)
    assert send() == {}
    assert not MailLog.objects.exists()


def test_who_left_or_lost_the_region_gets_nothing(noord, anna, lea):
    make_late(noord, anna, "Van Anna")
    make_late(noord, lea, "Van Lea")
    anna.is_active = False
    anna.save()
    Membership.objects.filter(user=lea).update(role="reader")
    assert send() == {}


def test_running_twice_sends_one_mail(noord, anna):
    make_late(noord, anna, "Van Anna")
    send()
    send()
    assert len(mail.outbox) == 1
    assert MailLog.objects.get().state == "sent"


def test_next_day_brings_the_next_mail(noord, anna):
    make_late(noord, anna, "Van Anna")
    send()
    call_command("send_digest", "--day", (timezone.localdate() + timedelta(days=1)).isoformat(), verbosity=0)
    assert len(mail.outbox) == 2


def test_failing_address_does_not_keep_the_others_from_their_mail_and_is_tried_again(noord, anna, lea, settings):
    make_late(noord, anna, "Van Anna")
    make_late(noord, lea, "Van Lea")
    settings.EMAIL_BACKEND = "tests.employers.test_digest.OneRefuses"
    with pytest.raises(CommandError, match="Niet elke mail is verstuurd"):
        send()
    assert [message.to for message in mail.outbox] == [["lea@voorbeeld.nl"]]
    failed = MailLog.objects.get(user=anna)
    assert (failed.state, failed.problem) == ("failed", "OSError")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send()
    assert sorted(message.to[0] for message in mail.outbox) == ["anna@voorbeeld.nl", "lea@voorbeeld.nl"]


def test_mail_that_may_have_gone_when_the_power_went_is_not_sent_again(noord, anna):
    make_late(noord, anna, "Van Anna")
    MailLog.objects.create(kind="digest", day=timezone.localdate(), user=anna)
    assert send() == {}


def test_resting_employers_are_not_called_silent(noord, anna):
    row = make_employer(region=noord, by=anna, name="Gesloten Bakker", account_holder=anna)
    actions.move_stage(by=anna, employer=row, to="closed", seen="new", reason="Gestopt")
    Employer.objects.filter(pk=row.pk).update(last_contact_on=timezone.localdate() - timedelta(days=400))
    assert send() == {}


@pytest.mark.parametrize(("days", "is_silent"), [(19, False), (20, True)])
def test_days_of_silence_can_be_chosen(days, is_silent, noord, anna):
    row = make_employer(region=noord, by=anna, account_holder=anna)
    Employer.objects.filter(pk=row.pk).update(last_contact_on=timezone.localdate() - timedelta(days=days))
    assert bool(send(silent_days=20)) is is_silent


def test_name_of_an_employer_cannot_add_a_header(noord, anna):
    make_late(noord, anna, "Bakker\nBcc: kwaad@elders.voorbeeld")
    message = send()["anna@voorbeeld.nl"].message()
    assert message["Bcc"] is None
    assert "\n" not in message["Subject"]
