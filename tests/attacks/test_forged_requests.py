"""Requests that no page of ours would send: without a token, with another verb, with fields that are not on the form."""

import pytest
from django.urls import reverse

from employers.models import Contact, Employer, Visit, VisitState
from regions.models import Membership, Role, User
from tests.attacks.conftest import OWN_DOORS, WRITE_DOORS
from tests.builders import make_contact, make_employer, make_visit

SOMEBODY_ELSES = ("id", "pk", "region", "employer", "created_by", "stage", "state", "role", "is_superuser", "is_staff")


def test_form_of_another_site_changes_nothing(address, browser_of, anna, lea, ada):
    opened = {}
    for person in (anna, lea, ada):
        client = browser_of(person, enforce_csrf_checks=True)
        opened |= {str(door): code for door in WRITE_DOORS if (code := client.post(address(door)).status_code) != 403}
    assert opened == {}


def test_other_verb_opens_no_door(address, browser_of, lea):
    client, opened = browser_of(lea), {}
    for door in OWN_DOORS:
        for verb in ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"):
            code = client.generic(verb, address(door), b"{}", content_type="application/json").status_code
            if code not in (403, 404, 405):
                opened[f"{verb} {door}"] = code
    assert opened == {}


@pytest.mark.parametrize(
    ("header", "field"),
    [("X-HTTP-Method-Override", None), ("X-Method-Override", None), (None, "_method"), (None, "X-HTTP-Method")],
)
def test_verb_in_a_header_or_field_is_no_verb(header, field, browser_of, anna, noord, reference):
    employer = make_employer(region=noord, by=anna)
    headers = {header: "DELETE"} if header else {}
    data = {field: "DELETE"} if field else {}
    place = reverse("employers:detail", args=[employer.pk])
    assert browser_of(anna).get(place, data, headers=headers).status_code == 200
    assert browser_of(anna).post(place, data, headers=headers).status_code == 405
    assert Employer.objects.filter(pk=employer.pk).exists()


class TestFieldsThatAreNotOnTheForm:
    """Someone adds what the form does not ask (mass assignment)."""

    @pytest.fixture
    def smuggle(self, zuid, chris):
        """What they add: another region, owner, stage, role."""
        theirs = make_employer(region=zuid, by=chris)
        worth = dict.fromkeys(SOMEBODY_ELSES, "1")
        return worth | {
            "region": str(zuid.pk),
            "employer": str(theirs.pk),
            "created_by": str(chris.pk),
            "stage": "closed",
            "state": "concluded",
            "role": Role.ADMIN,
        }

    def test_employer_stays_in_its_region_and_stage(self, smuggle, browser_of, anna, noord):
        employer = make_employer(region=noord, by=anna)
        typed = {
            "name": "Nieuwe naam",
            "kvk_number": "12345678",
            "city": "Bedum",
            "sector": "market",
            "sbi_section": "A",
        }
        answer = browser_of(anna).post(reverse("employers:edit", args=[employer.pk]), smuggle | typed)
        now = Employer.objects.get(pk=employer.pk)
        assert answer.status_code in (302, 409, 422)
        assert (now.region, now.stage, now.created_by) == (noord, employer.stage, anna)

    def test_contact_stays_with_its_employer(self, smuggle, browser_of, anna, noord):
        contact = make_contact(make_employer(region=noord, by=anna), by=anna)
        typed = {"name": "Ria Smit", "keep_until": contact.keep_until.isoformat()}
        browser_of(anna).post(reverse("employers:edit_contact", args=[contact.pk]), smuggle | typed)
        assert Contact.objects.get(pk=contact.pk).employer == contact.employer

    def test_visit_stays_with_its_employer_and_in_its_state(self, smuggle, browser_of, anna, noord):
        visit = make_visit(make_employer(region=noord, by=anna), by=anna)
        typed = {"planned_at_0": "2026-12-01", "planned_at_1": "10:30", "place": "online", "advisers": [str(anna.pk)]}
        browser_of(anna).post(reverse("employers:edit_visit", args=[visit.pk]), smuggle | typed)
        now = Visit.objects.get(pk=visit.pk)
        assert (now.employer, now.state) == (visit.employer, VisitState.PLANNED)

    def test_nobody_becomes_more_than_they_are(self, smuggle, browser_of, anna, noord):
        client = browser_of(anna)
        rights = smuggle | {"is_superuser": "on", "is_staff": "on", "user": str(anna.pk)}
        for name, arguments in (
            ("employers:my_calendar", []),
            ("account_change_password", []),
            ("employers:create", [noord.slug]),
            ("regions:invite", [noord.slug]),
            ("regions:change_role", [noord.slug, anna.memberships.get().pk]),
        ):
            client.post(reverse(name, args=arguments), rights)
        now = User.objects.get(pk=anna.pk)
        assert (now.is_superuser, now.is_staff) == (False, False)
        assert list(Membership.objects.filter(user=anna).values_list("region", "role")) == [(noord.pk, Role.ADVISER)]
