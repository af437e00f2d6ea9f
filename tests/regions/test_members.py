"""The members of a region: who may change whose rights, what is handed over first, and that every change leaves a line."""

from unittest import mock

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from regions import actions, queries
from regions.access import EDIT, get_permissions, regions_for
from regions.actions import add_member
from regions.models import ChangeKind, Membership, MembershipChange, Role
from tests.builders import make_agreement, make_employer, make_visit
from tests.threads import at_once


@pytest.fixture
def admin(ada, client):
    """Ada, signed in."""
    client.force_login(ada)
    return client


@pytest.fixture
def eva(noord):
    """Eva administers Noord beside Ada."""
    return add_member(by=None, email="eva@voorbeeld.nl", name="Eva de Boer", role=Role.ADMIN, region=noord)


def member(user, region):
    return Membership.objects.get(user=user, region=region)


def url(name, user, region, app="regions"):
    return reverse(f"{app}:{name}", args=[region.slug, member(user, region).pk])


def changes(user):
    rows = MembershipChange.objects.filter(user=user).order_by("pk")
    return [(row.kind, row.from_role, row.to_role, row.changed_by and row.changed_by.name) for row in rows]


class TestPage:
    def test_page_shows_role_last_sign_in_and_how_someone_signs_in(self, admin, noord, anna, lea, bas):
        Client().force_login(lea)
        Authenticator.objects.create(user=lea, type="totp", data={})
        bas.is_active = False
        bas.save()
        page = admin.get(reverse("regions:members", args=[noord.slug])).content.decode()
        for told in (
            "Anna de Vries",
            "Adviseur",
            "nog nooit",
            "Teamleider",
            "met tweede stap",
            "alleen wachtwoord",
            "afgesloten",
        ):
            assert told in page
        assert "Dit bent u zelf" in page

    def test_members_of_another_region_are_not_there(self, admin, noord, chris):
        assert "Chris Smit" not in admin.get(reverse("regions:members", args=[noord.slug])).content.decode()

    def test_page_costs_the_same_for_many_members(self, admin, noord, anna, django_assert_max_num_queries):
        address = reverse("regions:members", args=[noord.slug])
        with django_assert_max_num_queries(8) as few:
            admin.get(address)
        for number in range(30):
            add_member(by=None, email=f"x{number}@voorbeeld.nl", name="Lid", role=Role.READER, region=noord)
        with django_assert_max_num_queries(8) as many:
            admin.get(address)
        assert len(few) == len(many)

    def test_menu_leads_an_administrator_there_and_nobody_else(self, admin, noord, anna):
        link = reverse("regions:members", args=[noord.slug])
        assert link in admin.get(reverse("instruments:list")).content.decode()
        admin.force_login(anna)
        assert link not in admin.get(reverse("instruments:list")).content.decode()


class TestRole:
    def test_role_is_changed_and_the_change_is_on_the_page(self, admin, noord, bas):
        assert admin.post(url("change_role", bas, noord), {"role": "adviser"}).status_code == 302
        assert EDIT in get_permissions(bas, noord)
        assert changes(bas)[-1] == ("role", "reader", "adviser", "Ada Kuipers")
        page = admin.get(reverse("regions:members", args=[noord.slug])).content.decode()
        assert "Bas Jansen: rol gewijzigd van Leest mee naar Adviseur, door Ada Kuipers." in page

    def test_same_role_again_changes_nothing(self, admin, noord, bas):
        before = changes(bas)
        admin.post(url("change_role", bas, noord), {"role": "reader"})
        assert changes(bas) == before

    @pytest.mark.parametrize("role", ["national", "catalogue", "superuser", "", "ADMIN"])
    def test_role_that_is_no_role_of_a_region_is_refused(self, role, admin, noord, bas):
        assert admin.post(url("change_role", bas, noord), {"role": role}).status_code == 422
        assert member(bas, noord).role == Role.READER

    @pytest.mark.parametrize("role", ["lead", "reader", "admin"])
    def test_nobody_changes_their_own_rights(self, role, admin, noord, ada, eva):
        response = admin.post(url("change_role", ada, noord), {"role": role})
        assert response.status_code == 409
        assert "Uw eigen rechten wijzigt u niet zelf" in response.content.decode()
        assert member(ada, noord).role == Role.ADMIN

    @pytest.mark.parametrize("name", ["anna", "bas", "lea"])
    def test_only_an_administrator_changes_a_role(self, name, request, client, noord, bas, anna, lea):
        client.force_login(request.getfixturevalue(name))
        assert client.post(url("change_role", anna, noord), {"role": "admin"}).status_code == 403
        assert member(anna, noord).role == Role.ADVISER

    def test_administrator_of_another_region_finds_no_one(self, client, noord, zuid, anna):
        elsewhere = add_member(by=None, email="zia@voorbeeld.nl", name="Zia", role=Role.ADMIN, region=zuid)
        client.force_login(elsewhere)
        pk = member(anna, noord).pk
        for slug in (noord.slug, zuid.slug):
            assert client.post(reverse("regions:change_role", args=[slug, pk]), {"role": "reader"}).status_code == 404

    def test_extra_fields_in_the_form_give_nothing_more(self, admin, noord, zuid, bas):
        data = {"role": "adviser", "region": zuid.pk, "user": "1", "is_staff": "on", "is_superuser": "on"}
        admin.post(url("change_role", bas, noord), data)
        bas.refresh_from_db()
        assert not bas.is_staff
        assert list(regions_for(bas, EDIT).values_list("region__slug", flat=True)) == [noord.slug]

    def test_who_gets_more_rights_signs_in_again(self, admin, noord, anna):
        anna.set_password("een-lange-zin-van-anna")
        anna.save()
        tablet = Client()
        tablet.post(reverse("account_login"), {"login": anna.email, "password": "een-lange-zin-van-anna"})
        assert tablet.get(reverse("account_change_password")).status_code == 200
        admin.post(url("change_role", anna, noord), {"role": "lead"})
        assert tablet.get(reverse("account_change_password")).status_code == 302

    def test_role_without_visits_waits_until_the_work_is_handed_over(self, admin, noord, anna):
        make_visit(make_employer(region=noord, by=anna, account_holder=anna), by=anna)
        response = admin.post(url("change_role", anna, noord), {"role": "reader"})
        assert response.status_code == 409
        assert "Draag eerst het werk over" in response.content.decode()
        assert member(anna, noord).role == Role.ADVISER
        assert admin.post(url("change_role", anna, noord), {"role": "lead"}).status_code == 302  # keeps the work

    def test_former_administrator_leaves_no_open_invitation(self, noord, ada, eva):
        invitation, _ = actions.invite(by=ada, region=noord, email="x@elders.nl", name="X", role=Role.ADMIN)
        actions.change_role(by=eva, membership=member(ada, noord), role=Role.READER)
        with pytest.raises(actions.InvitationGone):
            actions.accept_as_new(by=None, invitation=invitation, name="X", password="een-lange-zin-van-x")


class TestEnd:
    def test_access_ends_and_the_account_is_closed(self, admin, noord, bas):
        tablet = Client()
        tablet.force_login(bas)
        response = admin.post(url("end_membership", bas, noord), follow=True)
        assert "Het account is afgesloten" in response.content.decode()
        bas.refresh_from_db()
        assert not bas.is_active
        assert not bas.memberships.exists()
        assert changes(bas)[-1] == ("ended", "reader", "", "Ada Kuipers")
        assert tablet.get(reverse("regions:home")).status_code == 302

    def test_who_also_works_elsewhere_keeps_the_account(self, admin, noord, zuid, bas):
        add_member(by=None, email=bas.email, name=bas.name, role=Role.READER, region=zuid)
        page = admin.post(url("end_membership", bas, noord), follow=True).content.decode()
        assert "Het account blijft open" in page
        bas.refresh_from_db()
        assert bas.is_active
        assert list(queries.get_regions(bas)) == [zuid]

    def test_nobody_ends_their_own_access(self, admin, noord, ada, eva):
        assert admin.post(url("end_membership", ada, noord)).status_code == 409
        assert member(ada, noord)

    def test_account_with_work_stays_until_it_is_handed_over(self, admin, noord, anna, lea):
        employer = make_employer(region=noord, by=anna, account_holder=anna)
        make_agreement(make_visit(employer, by=anna), by=anna)
        page = admin.get(url("end_membership", anna, noord)).content.decode()
        assert "Werkgevers als vaste contactpersoon: 1" in page
        assert "Open afspraken: 1" in page
        response = admin.post(url("end_membership", anna, noord))
        assert response.status_code == 409
        assert member(anna, noord)
        to = {"to": lea.pk, "note": "Anna gaat met pensioen."}
        assert admin.post(url("hand_over_work", anna, noord, "employers"), to).status_code == 302
        assert admin.post(url("end_membership", anna, noord)).status_code == 302
        employer.refresh_from_db()
        assert employer.account_holder == lea

    def test_last_administrator_stays(self, noord, ada):
        with pytest.raises(actions.LastAdministrator):
            actions.end_membership(by=None, membership=member(ada, noord))
        with pytest.raises(actions.LastAdministrator):
            actions.change_role(by=None, membership=member(ada, noord), role=Role.LEAD)

    def test_closed_account_does_not_count_as_an_administrator(self, noord, ada, eva):
        eva.is_active = False
        eva.save()
        with pytest.raises(actions.LastAdministrator):
            actions.end_membership(by=None, membership=member(ada, noord))

    def test_rights_that_were_just_lost_change_nothing_any_more(self, noord, ada, eva, bas):
        target = member(bas, noord)
        actions.end_membership(by=eva, membership=member(ada, noord))
        with pytest.raises(PermissionDenied):
            actions.change_role(by=ada, membership=target, role=Role.ADMIN)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_other_leave_one(noord, ada, eva):
    results = at_once(
        lambda: actions.end_membership(by=ada, membership=member(eva, noord)),
        lambda: actions.end_membership(by=eva, membership=member(ada, noord)),
    )
    assert Membership.objects.filter(region=noord, role=Role.ADMIN).count() == 1
    assert sorted(type(one).__name__ for one in results) == ["PermissionDenied", "bool"]


class TestSecondFactorReset:
    @pytest.fixture
    def with_factor(self, lea):
        Authenticator.objects.create(user=lea, type="totp", data={})
        return lea

    def test_second_step_is_wiped_and_written_down(self, admin, noord, with_factor):
        assert admin.post(url("reset_second_factor", with_factor, noord)).status_code == 302
        assert not Authenticator.objects.filter(user=with_factor).exists()
        assert changes(with_factor)[-1] == ("factor_reset", "lead", "lead", "Ada Kuipers")

    def test_not_of_who_also_works_where_this_administrator_does_not(self, admin, noord, zuid, with_factor):
        add_member(by=None, email=with_factor.email, name="Lea", role=Role.LEAD, region=zuid)
        assert admin.post(url("reset_second_factor", with_factor, noord)).status_code == 403
        assert Authenticator.objects.filter(user=with_factor).exists()

    def test_not_ones_own(self, admin, noord, ada):
        Authenticator.objects.create(user=ada, type="totp", data={})
        assert admin.post(url("reset_second_factor", ada, noord)).status_code == 409
        assert Authenticator.objects.filter(user=ada).exists()

    def test_not_of_who_edits_reference_data(self, admin, noord, with_factor):
        with_factor.is_staff = True
        with_factor.save()
        assert admin.post(url("reset_second_factor", with_factor, noord)).status_code == 403


def test_every_way_to_a_role_leaves_a_line(noord, ada, eva, bas):
    """Whatever is done to a membership by an action is in the log, with who did it."""
    actions.change_role(by=ada, membership=member(bas, noord), role=Role.ADVISER)
    actions.end_membership(by=eva, membership=member(bas, noord))
    invitation, _ = actions.invite(by=ada, region=noord, email=bas.email, name="Bas", role=Role.LEAD)
    actions.accept_as_new(by=None, invitation=invitation, name="Bas", password="een-lange-zin-van-bas")
    assert changes(bas) == [
        (ChangeKind.JOINED, "", "reader", None),
        (ChangeKind.ROLE, "reader", "adviser", "Ada Kuipers"),
        (ChangeKind.ENDED, "adviser", "", "Eva de Boer"),
        (ChangeKind.JOINED, "", "lead", "Ada Kuipers"),
    ]


def test_change_that_cannot_be_written_down_is_not_made(noord, ada, bas):
    with mock.patch("regions.actions.members.write_change", side_effect=RuntimeError), pytest.raises(RuntimeError):
        actions.change_role(by=ada, membership=member(bas, noord), role=Role.ADVISER)
    assert member(bas, noord).role == Role.READER
