"""Rights, invitations and colours that were ended or changed by mistake, and how far that can be taken back."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regions import actions
from regions.access import EDIT, get_permissions
from regions.actions import add_member
from regions.models import ChangeKind, Membership, MembershipChange, Role
from tests.undoing import press_undo


def text(response):
    return response.content.decode()


@pytest.fixture
def admin(ada, client):
    client.force_login(ada)
    return client


@pytest.fixture
def end(admin, noord):
    """Return a function that ends someone's access to Noord as Ada does, and returns the page she lands on."""

    def go(user):
        row = Membership.objects.get(user=user, region=noord)
        return text(admin.post(reverse("regions:end_membership", args=[noord.slug, row.pk]), follow=True))

    return go


def change_of(user, region):
    return MembershipChange.objects.filter(user=user, region=region).first()


class TestMembers:
    def test_role_and_account_come_back_from_the_message(self, end, admin, noord, anna):
        page = end(anna)
        anna.refresh_from_db()
        assert not anna.is_active
        back = press_undo(admin, page)
        anna.refresh_from_db()
        assert "Anna de Vries is weer adviseur en logt opnieuw in." in text(back)
        assert anna.is_active
        assert EDIT in get_permissions(anna, noord)
        kinds = MembershipChange.objects.filter(user=anna).values_list("kind", "to_role")
        assert list(kinds)[:2] == [(ChangeKind.JOINED, Role.ADVISER), (ChangeKind.ENDED, "")]

    def test_password_and_second_step_are_those_of_before(self, end, admin, anna):
        anna.set_password("een-lange-zin")
        anna.save()
        Authenticator.objects.create(user=anna, type="totp", data={})
        press_undo(admin, end(anna))
        anna.refresh_from_db()
        assert anna.check_password("een-lange-zin")
        assert Authenticator.objects.filter(user=anna).exists()

    def test_page_offers_it_for_a_day(self, end, admin, noord, anna):
        end(anna)
        door = reverse("regions:restore_membership", args=[noord.slug, change_of(anna, noord).pk])
        url = reverse("regions:members", args=[noord.slug])
        assert door in text(admin.get(url))
        MembershipChange.objects.filter(user=anna).update(changed_at=timezone.now() - timedelta(days=1, minutes=1))
        assert door not in text(admin.get(url))
        assert "Nodig deze collega opnieuw uit." in text(admin.post(door, follow=True))
        assert not Membership.objects.filter(user=anna).exists()

    def test_who_came_back_by_an_invitation_since_keeps_that_role(self, end, admin, noord, anna):
        page = end(anna)
        add_member(by=None, email=anna.email, name=anna.name, role=Role.READER, region=noord)
        assert "kan niet terug" in text(press_undo(admin, page))
        assert Membership.objects.get(user=anna, region=noord).role == Role.READER

    def test_account_that_another_had_closed_before_stays_closed(self, end, admin, noord, anna):
        anna.is_active = False
        anna.save()
        assert "kan niet terug" in text(press_undo(admin, end(anna)))
        anna.refresh_from_db()
        assert (anna.is_active, anna.memberships.exists()) == (False, False)

    def test_nobody_gives_back_a_role_elsewhere_or_to_themselves(self, end, noord, anna, chris, lea):
        end(anna)
        change = change_of(anna, noord)
        door = reverse("regions:restore_membership", args=[noord.slug, change.pk])
        for person, status in ((chris, 404), (lea, 403)):
            stranger = Client()
            stranger.force_login(person)
            assert stranger.post(door).status_code == status
        with pytest.raises(PermissionDenied):
            actions.restore_membership(by=lea, change=change)
        assert not Membership.objects.filter(user=anna).exists()

    def test_other_role_is_taken_back_from_the_message(self, admin, noord, anna):
        row = Membership.objects.get(user=anna, region=noord)
        url = reverse("regions:change_role", args=[noord.slug, row.pk])
        press_undo(admin, text(admin.post(url, {"role": Role.LEAD}, follow=True)))
        row.refresh_from_db()
        assert row.role == Role.ADVISER


class TestInvitations:
    @pytest.fixture
    def offered(self, ada, noord):
        return actions.invite(by=ada, region=noord, email="noa@voorbeeld.nl", name="Noa Nieuw", role=Role.READER)

    def revoke(self, admin, noord, invitation):
        return text(admin.post(reverse("regions:revoke_invitation", args=[noord.slug, invitation.pk]), follow=True))

    def test_withdrawn_one_works_again_with_the_same_link(self, admin, noord, offered):
        invitation, token = offered
        page = self.revoke(admin, noord, invitation)
        assert "werkt weer, met dezelfde link" in text(press_undo(admin, page))
        assert Client().get(reverse("regions:invitation", args=[token])).status_code == 200

    def test_newer_or_too_old_one_is_said_to_be_past(self, admin, noord, ada, offered):
        invitation, _ = offered
        page = self.revoke(admin, noord, invitation)
        actions.invite(by=ada, region=noord, email="noa@voorbeeld.nl", name="Noa Nieuw", role=Role.ADVISER)
        assert "kan niet terug" in text(press_undo(admin, page))
        invitation.refresh_from_db()
        assert invitation.revoked_at is not None


class TestCatalogue:
    @pytest.fixture
    def kim(self, db):
        return add_member(by=None, email="kim@voorbeeld.nl", name="Kim Prins", role=Role.CATALOGUE)

    def test_ended_right_and_its_account_come_back(self, as_user, nora, kim):
        client = as_user(nora)
        url = reverse("regions:end_catalogue", args=[Membership.objects.get(user=kim).pk])
        page = text(client.post(url, follow=True))
        assert page.count(reverse("regions:restore_catalogue", args=[change_of(kim, None).pk])) == 2  # message and page
        press_undo(client, page)
        kim.refresh_from_db()
        assert (kim.is_active, kim.memberships.get().role) == (True, Role.CATALOGUE)


class TestColours:
    def test_former_colours_come_back(self, admin, noord):
        url = reverse("regions:change_theme", args=[noord.slug])
        first = {"brand": "#7a1f5c", "header": "#4a1038", "accent": "#8a4b00"}
        admin.post(url, first, follow=True)
        page = text(admin.post(url, {"brand": "#073a44", "header": "#073a44", "accent": "#8a4b00"}, follow=True))
        press_undo(admin, page)
        noord.refresh_from_db()
        assert noord.colours.brand == "#7a1f5c"
