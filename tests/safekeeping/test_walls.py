"""The walls in the database: with the gate taken out, it still gives nobody another region's conversations."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from checklists.models import (
    Adjustment,
    Advice,
    AdviceDocument,
    Answer,
    AnswerChange,
    AnswerDigest,
    AppliedChange,
    Checklist,
    Scenario,
)
from employers.actions import make_calendar_address
from employers.models import (
    Agreement,
    Contact,
    Employer,
    HandOver,
    Placement,
    StageChange,
    TimelineEntry,
    Visit,
    VisitStep,
)
from regions import access
from regions.access import GRANTS, VIEW, ScopedQuerySet
from regions.actions import add_member
from regions.models import Membership, Region, Role
from safekeeping.acting import NOBODY, Acting, acting_as, acting_as_system, counting
from tests.builders import (
    answer,
    give_advice,
    keep_scenario,
    make_agreement,
    make_contact,
    make_employer,
    make_placement,
    make_visit,
    start_checklist,
)

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET = "Alleen voor Noord bestemd"
WALLED = [
    Contact,
    Visit,
    VisitStep,
    Agreement,
    Placement,
    StageChange,
    TimelineEntry,
    HandOver,
    Checklist,
    Answer,
    AnswerChange,
    AnswerDigest,
    Adjustment,
    Advice,
    AdviceDocument,
    AppliedChange,
    Scenario,
]
WITH_REGION = [Visit, Agreement, Placement, StageChange, AnswerDigest]  # whose region the application knows
COUNTED = [*WITH_REGION[:-1], Checklist, Answer, Adjustment, Scenario]


@pytest.fixture
def house(reference, noord, anna, lea, monkeypatch):
    """One of everything behind the walls, in Noord; returns its visit."""
    monkeypatch.setattr("checklists.actions.advice.render_paper", lambda paper, content: b"%PDF-1.7")
    employer = make_employer(region=noord, by=anna)
    contact = make_contact(employer, by=anna, name=SECRET)
    visit = make_visit(employer, by=anna, goal=SECRET, contacts=[contact])
    checklist = start_checklist(visit, by=anna)
    answer(checklist, by=anna, I1=3, note=SECRET)
    make_agreement(visit, by=anna, what=SECRET)
    Adjustment.objects.create(checklist=checklist, kind="tip", removed_key="1", reason=SECRET, made_by=anna)
    make_placement(employer, by=anna)
    keep_scenario(visit, by=anna)
    AppliedChange.objects.create(visit=visit, uuid=uuid4(), kind="answer", reply={}, applied_by=anna)
    HandOver.objects.create(employer=employer, to_user=lea, note=SECRET, handed_by=lea)
    give_advice(visit, by=anna)
    return visit


def count(model):
    return model._base_manager.count()


def as_person(user):
    return acting_as(Acting(user.pk, "test"))


class TestWhoSeesWhat:
    @pytest.mark.parametrize("model", WALLED)
    def test_only_who_works_in_the_region_gets_rows(self, model, house, anna, bas, chris, dana):
        everything = count(model)
        assert everything > 0
        for person, expected in ((anna, everything), (bas, everything), (chris, 0), (dana, 0)):
            with as_person(person):
                assert count(model) == expected
        with acting_as(NOBODY):
            assert count(model) == 0

    def test_role_that_ends_takes_the_rows_along_at_once(self, house, anna):
        Membership.objects.filter(user=anna).delete()
        with as_person(anna):
            assert count(Visit) == 0

    def test_account_that_is_closed_gets_no_rows(self, house, anna):
        anna.is_active = False
        anna.save()
        with as_person(anna):
            assert count(Visit) == 0

    def test_person_of_two_regions_gets_both(self, house, anna, chris, noord, zuid):
        make_visit(make_employer(region=zuid, by=chris), by=chris)
        add_member(by=None, email=anna.email, name=anna.name, role=Role.READER, region=zuid)
        with as_person(anna):
            assert count(Visit) == 2
        with as_person(chris):
            assert count(Visit) == 1

    def test_superuser_gets_no_rows_without_a_role(self, house, django_user_model):
        root = django_user_model.objects.create_superuser("root@voorbeeld.nl", "Sofie Prins")
        with as_person(root):
            assert count(Visit) == 0

    def test_every_role_of_a_region_may_see_so_the_wall_asks_for_no_role(self):
        assert {role for role in GRANTS if VIEW not in GRANTS[role]} == {Role.NATIONAL, Role.CATALOGUE}  # of no region

    @pytest.mark.parametrize("role", [Role.NATIONAL, Role.CATALOGUE])
    def test_national_role_gets_no_rows_but_to_count_them(self, role, house, anna, dana):
        nel = add_member(by=None, email="nel@voorbeeld.nl", name="Nel Rijk", role=role, region=None)
        everything = {model: count(model) for model in COUNTED}
        with as_person(nel):
            assert {model: count(model) for model in WALLED} == dict.fromkeys(WALLED, 0)
            with counting():
                assert {model: count(model) for model in WALLED} == dict.fromkeys(WALLED, 0) | everything
                assert Visit.objects.update(goal="x") == Answer.objects.update(note="x") == 0
                assert Agreement.objects.all().delete() == (0, {})
            assert count(Visit) == 0
        with as_person(dana), counting():
            assert {model: count(model) for model in WALLED} == dict.fromkeys(WALLED, 0)

    def test_who_works_in_a_region_counts_that_region_only(self, house, anna, chris, zuid):
        make_visit(make_employer(region=zuid, by=chris), by=chris)
        with as_person(anna), counting():
            assert count(Visit) == 1

    def test_every_place_that_counts_over_regions_is_known(self):
        places = {
            str(path.relative_to(ROOT))
            for app in ("regions", "employers", "instruments", "checklists", "guidance", "safekeeping", "wsp")
            for path in (ROOT / app).rglob("*.py")
            if "counting()" in path.read_text(encoding="utf-8")
        }
        assert places == {"safekeeping/acting.py", "employers/figures/measuring.py", "instruments/foreseeing.py"}


class TestWhoChangesWhat:
    def test_other_regions_rows_are_not_there_to_change(self, house, chris):
        with as_person(chris):
            assert Visit.objects.filter(pk=house.pk).update(goal="x") == 0
            assert Agreement.objects.all().delete() == (0, {})
        assert Visit.objects.get().goal == SECRET

    def test_nothing_is_added_in_another_region(self, house, chris):
        fields = {"side": "desk", "who": "WSP", "what": "x", "due_on": timezone.localdate(), "created_by": chris}
        fields["region"] = house.employer.region
        with as_person(chris), pytest.raises(DatabaseError), transaction.atomic():
            Agreement.objects.create(employer=house.employer, **fields)

    def test_nothing_is_added_below_a_row_that_is_not_there(self, house, chris):
        with as_person(chris), pytest.raises(DatabaseError), transaction.atomic():
            VisitStep.objects.create(visit_id=house.pk, to_state="planned", taken_by=chris)

    @pytest.mark.parametrize("table", ["checklists_checklist", "employers_contact", "employers_timelineentry"])
    def test_region_of_a_row_is_never_what_somebody_says(self, table, house, anna, zuid, noord):
        with as_person(anna), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET region_id = %s RETURNING region_id", [zuid.pk])
            assert set(cursor.fetchall()) == {(noord.pk,)}

    @pytest.mark.parametrize("model", WALLED)
    def test_everything_follows_an_employer_to_another_region(self, model, house, anna, chris, zuid):
        everything = count(model)
        for one in (Employer, *WITH_REGION):
            one.objects.update(region=zuid)
        for person, expected in ((anna, 0), (chris, everything)):
            with as_person(person):
                assert count(model) == expected

    def test_who_works_in_one_of_the_two_cannot_move_a_visit(self, house, anna, zuid):
        with as_person(anna), pytest.raises(DatabaseError), transaction.atomic():
            Visit.objects.update(region=zuid)


class TestTheGateTakenOut:
    """Somebody forgets the gate everywhere; the database is asked by the same pages."""

    @pytest.fixture(autouse=True)
    def no_gate(self, monkeypatch):
        monkeypatch.setattr(ScopedQuerySet, "for_user", lambda self, user, permission: self)
        monkeypatch.setattr(access, "regions_for", lambda user, permission: Region.objects.values("pk"))

    @pytest.mark.parametrize(
        "name",
        [
            "employers:visit",
            "employers:edit_visit",
            "employers:agreements",
            "checklists:prepare",
            "checklists:fill",
            "checklists:result",
            "checklists:recommend",
            "checklists:advice",
            "checklists:present",
            "checklists:what_if",
            "checklists:take_along",
            "checklists:conclude",
            "employers:visit_calendar",
        ],
    )
    def test_page_of_a_visit_is_not_there(self, name, house, as_user, anna, chris):
        url = reverse(name, args=[house.pk])
        assert as_user(anna).get(url).status_code in (200, 302, 409)
        assert as_user(chris).get(url).status_code == 404

    def test_paper_is_not_there(self, house, as_user, chris):
        with acting_as_system("test"):
            number = Advice.objects.get().number
        assert as_user(chris).get(reverse("checklists:paper", args=[number, "werkgever"])).status_code == 404

    @pytest.mark.parametrize("name", ["employers:edit_contact", "employers:contact_json"])
    def test_person_is_not_there(self, name, house, as_user, chris):
        contact = Contact.objects.get()
        assert as_user(chris).get(reverse(name, args=[contact.pk])).status_code == 404

    def test_agreement_is_not_there(self, house, as_user, chris):
        agreement = Agreement.objects.get()
        assert as_user(chris).get(reverse("employers:close_agreement", args=[agreement.pk])).status_code == 404

    def test_dossier_holds_no_word_of_what_was_said(self, house, as_user, anna, chris):
        url = reverse("employers:detail", args=[house.employer_id])
        assert SECRET in as_user(anna).get(url).content.decode()
        response = as_user(chris).get(url)
        assert response.status_code == 200  # the employer itself stands outside the walls: its search has to be fast
        assert SECRET not in response.content.decode()

    def test_door_of_a_device_stores_nothing_and_tells_nothing(self, house, as_user, chris):
        change = {"id": str(uuid4()), "kind": "answer", "key": "I1", "base": "1"}
        change["fields"] = {"answer": "0", "said_by": "employer", "note": ""}
        body = {"protocol": 2, "person": chris.pk, "changes": [change]}
        url = reverse("checklists:sync", args=[house.pk])
        response = as_user(chris).post(url, body, content_type="application/json")
        assert response.status_code == 404
        assert SECRET not in response.content.decode()
        assert Answer.objects.get(question__key="I1").value == 3

    @pytest.mark.parametrize(
        "name", ["employers:today", "employers:follow_up", "employers:pipeline", "employers:pipeline_csv"]
    )
    def test_pages_of_the_other_region_hold_no_word_of_what_was_said(self, name, house, as_user, chris, noord):
        response = as_user(chris).get(reverse(name, args=[noord.slug]))
        assert response.status_code == 200
        assert SECRET not in response.getvalue().decode()

    def test_calendar_address_gives_what_its_owner_may_see(self, house, client, anna, chris):
        visit = reverse("employers:visit", args=[house.pk])
        for owner, is_there in ((anna, True), (chris, False)):
            house.advisers.add(owner)
            feed = client.get(reverse("employers:calendar_feed", args=[make_calendar_address(by=owner)]))
            assert feed.status_code == 200
            assert (visit in feed.content.decode().replace("\r\n ", "")) == is_there

    def test_answer_is_not_saved(self, house, as_user, chris):
        data = {"answer": "0", "said_by": "employer", "note": "", "revision": 1}
        url = reverse("checklists:save_answer", args=[house.pk, "I1"])
        assert as_user(chris).post(url, data).status_code == 404
        assert Answer.objects.get(question__key="I1").value == 3


class TestTheWallsThemselves:
    def test_every_table_is_walled_for_its_owner_too(self, db):
        with connection.cursor() as cursor:
            cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
            walled = {name for (name,) in cursor.fetchall()}
        assert walled == {model._meta.db_table for model in WALLED}

    def test_application_is_no_role_that_walks_through_walls(self, db):
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
            assert cursor.fetchone() == (False,), "connect as a plain role: DATABASE_URL names a superuser"

    def test_every_kind_of_row_about_a_conversation_is_behind_them(self):
        """A new table that hangs below a visit, a checklist or an agreement is red until it is walled or named here."""
        below = {Visit, Agreement, Checklist, Answer, Advice, Contact}
        found = {
            relation.related_model._meta.db_table
            for model in below
            for relation in model._meta.get_fields(include_hidden=True)
            if relation.auto_created and not relation.concrete and relation.related_model
        }
        assert found - {model._meta.db_table for model in WALLED} == WITHOUT_WORDS


# Tables that point to a conversation and hold no word of it: who goes along, and what was advised.
WITHOUT_WORDS = {"employers_visit_advisers", "employers_visit_contacts", "checklists_advisedinstrument"}


@pytest.mark.django_db(transaction=True)
class TestOneConnection:
    """Two people, one after the other, on one connection that stays open."""

    def test_nothing_of_one_request_is_left_for_the_next(self, house, as_user, anna, chris):
        url = reverse("employers:visit", args=[house.pk])
        backends = set()
        for person, status in ((anna, 200), (chris, 404), (anna, 200), (chris, 404)):
            assert as_user(person).get(url).status_code == status
            raw = connection.connection  # past our own statements: whoever comes next on this connection
            backends.add(raw.info.backend_pid)
            assert raw.execute("SELECT count(*) FROM employers_visit").fetchone() == (0,)
            setting = "SELECT current_setting('app.user', true), current_setting('app.system', true)"
            assert set(raw.execute(setting).fetchone()) <= {None, ""}
        assert len(backends) == 1

    def test_nothing_is_left_after_a_page_that_broke(self, house, as_user, anna, monkeypatch):
        def breaks(*args):
            list(Visit.objects.all())
            raise RuntimeError

        monkeypatch.setattr("employers.views.visits.visit_context", breaks)
        with pytest.raises(RuntimeError):
            as_user(anna).get(reverse("employers:visit", args=[house.pk]))
        assert connection.connection.execute("SELECT count(*) FROM employers_visit").fetchone() == (0,)

    def test_export_is_read_for_the_person_to_its_last_row(self, house, as_user, anna, noord):
        response = as_user(anna).get(reverse("employers:pipeline_csv", args=[noord.slug]))
        with acting_as(NOBODY):
            rows = list(response.streaming_content)
        assert len(rows) == 2
        assert connection.connection.execute("SELECT count(*) FROM employers_visit").fetchone() == (0,)
