"""Invitations: the only way to an account and a role, once, in time, and only for whom they were sent to."""

import io
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regions import actions
from regions.actions import add_member
from regions.models import Invitation, Membership, Role, User
from tests.threads import at_once

PASSWORD = "een-lange-zin-van-noa"
NEW = {"name": "Noa Nieuw", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def admin(ada, client):
    client.force_login(ada)
    return client


@pytest.fixture
def offer(ada, noord):
    """Return a function that invites someone and returns (invitation, address of its page)."""

    def go(email="noa@elders.nl", role=Role.ADVISER, **more):
        invitation, token = actions.invite(by=ada, region=noord, email=email, name="Noa Nieuw", role=role, **more)
        return invitation, reverse("regions:invitation", args=[token])

    return go


def invite(client, region, **fields):
    data = {"name": "Noa Nieuw", "email": "noa@elders.nl", "role": "adviser", **fields}
    return client.post(reverse("regions:invite", args=[region.slug]), data)


class TestInviting:
    def test_link_is_shown_once_and_mailed_and_its_secret_is_not_kept(self, admin, noord, mailoutbox):
        page = invite(admin, noord)
        link = page.context["link"]
        assert link in page.content.decode()
        assert "no-store" in page.headers["Cache-Control"]
        (mail,) = mailoutbox
        assert mail.to == ["noa@elders.nl"]
        assert link in mail.body
        assert "Ada Kuipers nodigt u uit" in mail.body
        token = link.rstrip("/").rsplit("/", 1)[1]
        kept = Invitation.objects.values().get()
        assert token not in str(kept)
        assert link not in admin.get(reverse("regions:members", args=[noord.slug])).content.decode()

    def test_mail_that_cannot_be_sent_leaves_the_link(self, admin, noord, monkeypatch):
        def refuse(*args, **kwargs):
            raise ConnectionRefusedError

        monkeypatch.setattr("regions.views.members.send_mail", refuse)
        page = invite(admin, noord).content.decode()
        assert "kon niet worden verstuurd" in page
        assert "/uitnodiging/" in page

    def test_name_with_line_breaks_makes_no_mail_headers(self, admin, noord, mailoutbox):
        invite(admin, noord, name="Noa\r\nBcc: iedereen@elders.nl")
        (mail,) = mailoutbox
        assert mail.recipients() == ["noa@elders.nl"]
        assert "Bcc" not in mail.extra_headers

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"email": "noa"}, "volledige e-mailadres"),
            ({"email": ""}, "e-mailadres van uw collega"),
            ({"name": ""}, "naam van uw collega"),
            ({"role": "national"}, "Kies een rol uit de lijst"),
            ({"role": ""}, "Kies een rol"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(self, fields, sentence, admin, noord):
        response = invite(admin, noord, **fields)
        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert not Invitation.objects.exists()

    def test_member_is_not_invited_again_nor_oneself_to_more(self, admin, noord, anna, ada):
        for email in (anna.email, ada.email, "ANNA@voorbeeld.nl"):
            response = invite(admin, noord, email=email, role="lead")
            assert response.status_code == 422
            assert "hoort al bij uw regio" in response.content.decode()

    def test_second_invitation_ends_the_first(self, admin, noord, client):
        first = invite(admin, noord).context["link"]
        second = invite(admin, noord, role="reader").context["link"]
        assert Client().get(first).status_code == 410
        assert Client().get(second).status_code == 200

    def test_withdrawn_invitation_is_gone(self, admin, noord, offer):
        invitation, address = offer()
        admin.post(reverse("regions:revoke_invitation", args=[noord.slug, invitation.pk]))
        assert Client().get(address).status_code == 410
        assert Client().post(address, NEW).status_code == 410
        assert not User.objects.filter(email="noa@elders.nl").exists()

    def test_database_refuses_the_national_role(self, noord, ada):
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.invite(by=ada, region=noord, email="x@elders.nl", name="X", role=Role.NATIONAL)


class TestTakingUp:
    def test_new_colleague_chooses_a_password_and_is_in(self, client, offer, noord):
        _, address = offer()
        page = client.get(address).content.decode()
        assert "Groningen" in page
        assert "Ada Kuipers" in page
        assert client.post(address, NEW).status_code == 302
        user = User.objects.get(email="noa@elders.nl")
        assert (user.name, user.check_password(PASSWORD)) == ("Noa Nieuw", True)
        assert Membership.objects.get(user=user).role == Role.ADVISER
        assert client.get(reverse("employers:today", args=[noord.slug])).status_code == 200

    def test_link_works_once(self, client, offer):
        _, address = offer()
        client.post(address, NEW)
        stranger = Client()
        assert stranger.post(address, NEW | {"name": "Iemand anders"}).status_code == 410
        assert User.objects.get(email="noa@elders.nl").name == "Noa Nieuw"

    def test_link_is_too_old_after_a_week(self, client, offer):
        invitation, address = offer()
        Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        assert client.get(address).status_code == 410
        assert client.post(address, NEW).status_code == 410
        assert invitation.expires_at - invitation.invited_at > timedelta(days=6)

    def test_link_that_was_made_up_is_not_found(self, client, db):
        assert client.get(reverse("regions:invitation", args=["a" * 43])).status_code == 404

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"password1": "kort", "password2": "kort"}, "te kort"),
            ({"password1": "noa@elders.nl", "password2": "noa@elders.nl"}, "lijkt te veel op"),
            ({"password2": "iets-anders-dan-dat"}, "niet hetzelfde"),
            ({"name": ""}, "Vul uw naam in"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_made(self, fields, sentence, client, offer):
        _, address = offer()
        response = client.post(address, NEW | fields)
        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert not User.objects.filter(email="noa@elders.nl").exists()

    def test_extra_fields_give_no_other_role_region_or_address(self, client, offer, noord, zuid):
        _, address = offer(role=Role.READER)
        more = {"role": "admin", "region": zuid.pk, "email": "baas@elders.nl", "is_staff": "on", "is_superuser": "on"}
        client.post(address, NEW | more)
        user = User.objects.get(name="Noa Nieuw")
        assert (user.email, user.is_staff, user.is_superuser) == ("noa@elders.nl", False, False)
        assert [(row.region, row.role) for row in user.memberships.all()] == [(noord, Role.READER)]

    def test_who_offered_it_must_still_be_allowed_to(self, client, offer, noord, ada):
        _, address = offer()
        eva = add_member(by=None, email="eva@voorbeeld.nl", name="Eva", role=Role.ADMIN, region=noord)
        actions.end_membership(by=eva, membership=ada.memberships.get())
        assert client.post(address, NEW).status_code == 410
        assert not User.objects.filter(email="noa@elders.nl").exists()


class TestExistingAccount:
    """An account that is in use is never given a password or an identity by an invitation: its owner signs in."""

    def test_link_does_not_open_an_account_that_is_in_use(self, client, offer, chris):
        chris.set_password("de-eigen-zin-van-chris")
        chris.save()
        _, address = offer(email=chris.email)
        page = client.get(address).content.decode()
        assert "U heeft al een account" in page
        assert "password1" not in page
        client.post(address, NEW)
        chris.refresh_from_db()
        assert chris.check_password("de-eigen-zin-van-chris")
        assert not chris.memberships.filter(region__code="AM01").exists()

    def test_owner_signs_in_and_works_in_two_regions(self, client, offer, chris, noord, zuid):
        _, address = offer(email=chris.email, role=Role.READER)
        client.force_login(chris)
        assert "als Chris Smit" in client.get(address).content.decode()
        assert client.post(address).url == reverse("regions:home")
        roles = {row.region.slug: row.role for row in chris.memberships.all()}
        assert roles == {noord.slug: Role.READER, zuid.slug: Role.ADVISER}
        page = client.get(reverse("regions:home")).content.decode()
        assert noord.name in page
        assert zuid.name in page

    def test_someone_else_who_has_the_link_gets_nothing(self, client, offer, chris, dana):
        _, address = offer(email=chris.email)
        client.force_login(dana)
        response = client.post(address)
        assert response.status_code == 403
        assert "Deze uitnodiging is voor chris@voorbeeld.nl" in response.content.decode()
        assert not dana.memberships.exists()

    def test_who_comes_back_starts_afresh(self, client, offer, noord, ada, bas):
        bas.set_password("de-oude-zin-van-bas")
        bas.save()
        Authenticator.objects.create(user=bas, type="totp", data={})
        actions.end_membership(by=ada, membership=bas.memberships.get())
        _, address = offer(email=bas.email)
        assert client.post(address, NEW | {"name": "Bas Jansen"}).status_code == 302
        bas.refresh_from_db()
        assert bas.is_active
        assert not bas.check_password("de-oude-zin-van-bas")
        assert not Authenticator.objects.filter(user=bas).exists()

    def test_account_that_others_closed_is_not_opened_by_an_invitation(self, admin, noord, chris, client):
        chris.is_active = False
        chris.save()
        response = invite(admin, noord, email=chris.email)
        assert response.status_code == 422
        assert "andere beheerder afgesloten" in response.content.decode()

    def test_account_that_was_closed_after_the_invitation_stays_closed(self, offer, chris):
        invitation, _ = offer(email=chris.email)
        chris.is_active = False
        chris.save()
        with pytest.raises(actions.ClosedAccount):
            actions.accept_as_new(by=None, invitation=invitation, name="X", password=PASSWORD)


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_take_an_invitation_up_once(noord, ada):
    invitation, _ = actions.invite(by=ada, region=noord, email="noa@elders.nl", name="Noa", role=Role.READER)
    accept = lambda: actions.accept_as_new(by=None, invitation=invitation, name="Noa", password=PASSWORD)  # noqa: E731
    results = at_once(accept, accept)
    assert sorted(type(one).__name__ for one in results) == ["InvitationGone", "User"]
    assert Membership.objects.filter(region=noord, user__email="noa@elders.nl").count() == 1


class TestCommand:
    def run(self, *arguments, **options):
        out = io.StringIO()
        call_command("invite", *arguments, stdout=out, **options)
        return out.getvalue()

    def test_first_administrator_of_a_region_comes_from_the_command(self, client, noord):
        said = self.run("ada@gemeente.nl", "Ada Kuipers", region=noord.slug)
        address = said.splitlines()[1].split("://", 1)[1].split("/", 1)[1]
        assert client.post(f"/{address}", NEW | {"name": "Ada Kuipers"}).status_code == 302
        assert Membership.objects.get(region=noord).role == Role.ADMIN
        assert client.get(reverse("regions:members", args=[noord.slug])).status_code == 200

    @pytest.mark.parametrize(
        ("arguments", "options", "sentence"),
        [
            (["ada", "Ada"], {"region": "groningen"}, "volledige e-mailadres"),
            (["ada@gemeente.nl", "Ada"], {"region": "atlantis"}, "bestaat niet"),
            (["ada@gemeente.nl", "Ada"], {"region": "groningen", "role": "baas"}, "Kies een rol"),
            (["anna@voorbeeld.nl", "Anna"], {"region": "groningen"}, "hoort al bij"),
        ],
    )
    def test_what_is_wrong_is_said(self, arguments, options, sentence, anna):
        with pytest.raises(CommandError, match=sentence):
            self.run(*arguments, **options)
