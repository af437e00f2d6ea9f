"""The gate: in which regions someone has a permission, and what is told to whom has none."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group
from django.contrib.auth.models import Permission as DjangoPermission
from django.core.exceptions import PermissionDenied
from django.http import Http404

from employers.models import Agreement, Contact, Employer, StageChange, Visit
from regions import access
from regions.access import (
    CATALOGUE,
    EDIT,
    LEAD,
    MANAGE,
    NATIONAL,
    OVERSEE,
    VIEW,
    fetch,
    fetch_region,
    get_permissions,
    regions_for,
)
from regions.actions import add_member
from regions.models import Membership, Region, Role, User
from tests.builders import make_agreement, make_contact, make_employer, make_visit

GRANTED = {
    Role.READER: {VIEW},
    Role.ADVISER: {VIEW, EDIT},
    Role.LEAD: {VIEW, EDIT, LEAD, OVERSEE},
    Role.ADMIN: {VIEW, MANAGE, OVERSEE},
    Role.NATIONAL: {NATIONAL},
    Role.CATALOGUE: {CATALOGUE},
}


def get_region_ids(user, permission):
    return {row["region_id"] for row in regions_for(user, permission)}


class TestRegionsFor:
    @pytest.mark.parametrize("role", [role for role in Role if role not in (Role.NATIONAL, Role.CATALOGUE)])
    def test_role_opens_its_region_for_what_it_may_and_nothing_else(self, role, noord, zuid):
        user = add_member(by=None, email="x@voorbeeld.nl", name="Xandra Pol", role=role, region=noord)
        for permission in access.Permission:
            expected = {noord.pk} if permission in GRANTED[role] else set()
            assert get_region_ids(user, permission) == expected
        assert get_permissions(user, noord) == GRANTED[role]
        assert get_permissions(user, zuid) == set()

    def test_every_role_has_its_grants(self):
        assert access.GRANTS == GRANTED
        assert set(GRANTED) == set(Role)

    def test_two_roles_in_two_regions_stay_apart(self, anna, noord, zuid):
        add_member(by=None, email=anna.email, name=anna.name, role=Role.READER, region=zuid)
        assert get_region_ids(anna, VIEW) == {noord.pk, zuid.pk}
        assert get_region_ids(anna, EDIT) == {noord.pk}

    @pytest.mark.parametrize("role", [Role.NATIONAL, Role.CATALOGUE])
    def test_national_role_opens_no_region_and_no_employer(self, role, noord, anna):
        user = add_member(by=None, email="nat@voorbeeld.nl", name="Nora Tromp", role=role)
        employer = make_employer(region=noord, by=anna)
        for permission in access.Permission:
            assert get_region_ids(user, permission) == set()
        with pytest.raises(Http404):
            fetch(Employer.objects, user, VIEW, pk=employer.pk)
        with pytest.raises(Http404):
            fetch(Employer.objects, user, NATIONAL, pk=employer.pk)

    def test_someone_without_membership_has_no_region(self, dana, noord):
        assert get_region_ids(dana, VIEW) == set()
        assert get_permissions(dana, noord) == set()

    def test_inactive_member_has_no_region(self, anna, noord):
        anna.is_active = False
        assert get_region_ids(anna, VIEW) == set()
        assert get_permissions(anna, noord) == set()

    def test_anonymous_has_no_region_and_asks_no_query(self, noord, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert get_region_ids(AnonymousUser(), VIEW) == set()
            assert get_permissions(AnonymousUser(), noord) == set()

    def test_superuser_staff_and_django_permissions_open_nothing(self, noord):
        user = User.objects.create_superuser("root@voorbeeld.nl", "Sofie Prins")
        user.user_permissions.set(DjangoPermission.objects.all())
        user.groups.add(Group.objects.create(name="beheer"))
        assert user.has_perm("employers.view_employer")
        assert get_region_ids(user, VIEW) == set()
        assert get_permissions(user, noord) == set()

    def test_membership_that_is_gone_closes_the_region_at_once(self, anna, noord):
        Membership.objects.filter(user=anna).delete()
        assert get_region_ids(anna, VIEW) == set()

    def test_gate_is_a_part_of_one_query(self, anna, django_assert_num_queries):
        with django_assert_num_queries(1):
            list(Employer.objects.for_user(anna, VIEW))


class TestFetch:
    @pytest.fixture
    def rows(self, noord, anna):
        """One row of each kind in Noord."""
        employer = make_employer(region=noord, by=anna)
        visit = make_visit(employer, by=anna)
        return [employer, make_contact(employer, by=anna), visit, make_agreement(visit, by=anna)]

    def fetch_all(self, rows, user, permission):
        return [fetch(type(row).objects, user, permission, pk=row.pk) for row in rows]

    def test_cast_of_the_region_gets_its_rows(self, rows, anna, bas, lea):
        assert [type(row) for row in rows] == [Employer, Contact, Visit, Agreement]
        assert self.fetch_all(rows, anna, EDIT) == rows
        assert self.fetch_all(rows, bas, VIEW) == rows
        assert self.fetch_all(rows, lea, LEAD) == rows

    def test_row_of_another_region_is_not_found_whatever_is_asked(self, rows, chris, dana):
        for user in (chris, dana, AnonymousUser()):
            for permission in access.Permission:
                for row in rows:
                    with pytest.raises(Http404):
                        fetch(type(row).objects, user, permission, pk=row.pk)

    def test_row_that_may_be_seen_but_not_changed_is_denied(self, rows, bas):
        for row in rows:
            with pytest.raises(PermissionDenied):
                fetch(type(row).objects, bas, EDIT, pk=row.pk)

    def test_adviser_is_denied_what_only_a_team_leader_may(self, rows, anna):
        with pytest.raises(PermissionDenied):
            fetch(Employer.objects, anna, LEAD, pk=rows[0].pk)

    def test_row_that_is_not_there_is_not_found(self, rows, anna):
        with pytest.raises(Http404):
            fetch(Employer.objects, anna, EDIT, pk=0)

    def test_row_that_moved_to_another_region_follows_it(self, rows, anna, chris, zuid):
        Employer.objects.filter(pk=rows[0].pk).update(region=zuid)
        for model in (
            Visit,
            Agreement,
            StageChange,
        ):  # the database lets no row keep another region than its employer's
            model.objects.filter(employer=rows[0]).update(region=zuid)
        assert self.fetch_all(rows, chris, EDIT) == rows
        with pytest.raises(Http404):
            fetch(Visit.objects, anna, VIEW, pk=rows[2].pk)


class TestFetchRegion:
    def test_member_gets_the_region_by_its_slug(self, bas, noord):
        assert fetch_region(bas, VIEW, "groningen") == noord

    def test_reader_is_denied_to_change_it(self, bas):
        with pytest.raises(PermissionDenied):
            fetch_region(bas, EDIT, "groningen")

    @pytest.mark.parametrize("slug", ["midden-brabant", "atlantis", ""])
    def test_other_region_is_not_found(self, slug, anna, zuid):
        assert Region.objects.filter(slug="midden-brabant").exists()
        with pytest.raises(Http404):
            fetch_region(anna, VIEW, slug)


# Histories have no door of their own: they are read by way of the row they belong to, which passed the gate.
HISTORIES = {"VisitStep", "TimelineEntry", "StageChange", "AnswerChange"}
APPS = ("employers", "checklists")
MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]


def is_about_an_employer(model):
    """Tell whether a row leads to an employer, by its foreign keys."""
    targets = [field.related_model for field in model._meta.fields if field.many_to_one or field.one_to_one]
    return model is Employer or any(is_about_an_employer(target) for target in targets if target in MODELS)


def test_every_row_about_an_employer_knows_its_region(anna):
    scoped = [model for model in MODELS if isinstance(model._default_manager.all(), access.ScopedQuerySet)]
    about = {model.__name__ for model in MODELS if is_about_an_employer(model)}
    assert {model.__name__ for model in scoped} == about - HISTORIES
    for model in scoped:
        assert list(model.objects.for_user(anna, VIEW)) == []  # the way to the region exists
