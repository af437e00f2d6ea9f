"""The trail: the database writes down who did what, bulk changes included, never what stood there, and changes nothing in it."""

import csv
import io
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from checklists.models import Answer, Checklist
from employers.models import Agreement, Contact, Employer, Visit
from regions.actions import add_member
from regions.models import Membership, Role, User
from safekeeping.acting import Acting, acting_as, get_acting
from safekeeping.actions import note_access
from safekeeping.erasing import may_erase
from safekeeping.labels import SUBJECTS, describe_who
from safekeeping.models import Event, What
from safekeeping.queries import get_region_trail
from tests.builders import answer, give_advice, make_agreement, make_contact, make_employer, make_visit, start_checklist

SECRET = "Praat niet over zijn vader"


@pytest.fixture
def employer(reference, noord, anna):
    return make_employer(region=noord, by=anna)


@pytest.fixture
def as_anna(anna):
    """Act as Anna in request "abc", as a request of hers would."""
    with acting_as(Acting(anna.pk, "abc")):
        yield


@pytest.fixture(autouse=True)
def start(db):
    """Forget what earlier tests that commit left in the trail: nothing can take it out."""
    since["pk"] = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


since = {}


def events(subject, **found):
    return list(Event.objects.filter(pk__gt=since["pk"], subject=subject, **found).order_by("pk"))


def get_watched():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT event_object_table FROM information_schema.triggers WHERE trigger_name LIKE '%\\_trail'"
        )
        return {table for (table,) in cursor.fetchall()}


NOT_WATCHED = {
    "cache_entries": "attempts to sign in, for some minutes",
    "checklists_advicenumber": "a counter; the advice that took the number is watched",
    "checklists_advisedinstrument": "counted from the advice, which is watched",
    "checklists_answercount": "counts without an employer",
    "checklists_answerdigest": "made from the answers, which are watched",
    "checklists_appliedchange": "the receipts of devices; what they changed is watched",
    "checklists_question": "national reference data, from a file under version control",
    "checklists_questionset": "national reference data, from a file under version control",
    "checklists_section": "national reference data, from a file under version control",
    "checklists_tip": "national reference data, from a file under version control",
    "employers_benchmark": "figures without an employer; each says who entered it",
    "employers_calendaraddress": "someone's own calendar, which only they can change",
    "employers_maillog": "written by the mail of the morning, about its own reader",
    "employers_regionmonth": "counts without an employer",
    "instruments_amount": "instruments_referencechange says who, when and what before",
    "instruments_instrument": "national reference data, from a file under version control",
    "instruments_instrumentversion": "national reference data, which only grows",
    "instruments_referencechange": "a history of its own",
    "regions_municipality": "national reference data, from a file under version control",
    "regions_membershipchange": "a history of its own beside the trail of regions_membership",
    "regions_user_groups": "rights in Django's admin, which shows no employer",
    "regions_user_user_permissions": "rights in Django's admin, which shows no employer",
    "safekeeping_destructionline": "made with its list, which is watched",
    "safekeeping_privacycount": "counts without a person",
}


class TestWhatTheDatabaseWrites:
    def test_insert_says_who_where_and_in_which_request(self, employer, anna, noord, as_anna):
        contact = make_contact(employer, by=anna)
        (event,) = events("employers_contact")
        assert (event.what, event.row_id) == ("insert", contact.pk)
        assert (event.user, event.employer, event.region, event.request_id) == (anna, employer, noord, "abc")
        assert timezone.now() - event.at < timedelta(minutes=5)

    def test_update_says_which_columns_and_keeps_no_text(self, employer, anna, as_anna):
        visit = make_visit(employer, by=anna)
        Visit.objects.filter(pk=visit.pk).update(goal=SECRET, state="under_way")
        (event,) = events("employers_visit", what="update")
        assert event.columns == ["goal", "state"]
        assert event.detail == {"state": ["planned", "under_way"]}

    def test_nothing_that_was_typed_stands_anywhere_in_the_trail(self, employer, anna, as_anna):
        contact = make_contact(employer, by=anna, name=SECRET, job_title=SECRET)
        visit = make_visit(employer, by=anna, goal=SECRET, contacts=[contact])
        checklist = start_checklist(visit, by=anna)
        answer(checklist, by=anna, I1=3, note=SECRET)
        make_agreement(visit, by=anna, what=SECRET, who=SECRET)
        Checklist.objects.update(note=SECRET, closing_words=SECRET)
        Contact.objects.update(name="Henk")
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM safekeeping_event e WHERE e::text LIKE %s", [f"%{SECRET}%"])
            assert cursor.fetchone() == (0,)

    def test_bulk_change_leaves_a_line_per_row(self, employer, anna, as_anna):
        visit = make_visit(employer, by=anna)
        for _ in range(5):
            make_agreement(visit, by=anna)
        Agreement.objects.all().update(what="anders")
        changed = events("employers_agreement", what="update")
        assert len(changed) == 5
        assert {event.columns[0] for event in changed} == {"what"}

    def test_statement_past_the_application_is_seen_too(self, employer, anna):
        with acting_as(Acting(anna.pk, "sql")), connection.cursor() as cursor:
            cursor.execute("UPDATE employers_employer SET city = 'Assen' WHERE id = %s", [employer.pk])
        assert events("employers_employer", what="update")[-1].columns == ["city"]
        assert events("employers_employer", what="update")[-1].user == anna

    def test_deletion_leaves_a_line(self, employer, anna, as_anna):
        contact = make_contact(employer, by=anna)
        number = contact.pk
        contact.delete()
        assert events("employers_contact", what="delete", row_id=number)[0].employer == employer

    def test_answer_finds_its_employer(self, employer, anna, as_anna):
        checklist = start_checklist(make_visit(employer, by=anna), by=anna)
        assert events("checklists_answer") == []
        answer(checklist, by=anna, I1=3)
        (event,) = events("checklists_answer")
        assert (event.what, event.employer, event.columns) == ("update", employer, ["state", "value"])

    def test_housekeeping_and_a_change_of_nothing_leave_no_line(self, employer, as_anna):
        before = Event.objects.count()
        Employer.objects.update(last_contact_on=timezone.localdate() - timedelta(days=3))
        Employer.objects.update(city=employer.city)
        assert Event.objects.count() == before

    def test_right_that_changes_says_from_what_to_what(self, noord, bas, lea):
        with acting_as(Acting(lea.pk, "rechten")):
            Membership.objects.filter(user=bas).update(role=Role.ADVISER)
        (event,) = events("regions_membership", what="update")
        assert event.detail == {"role": ["reader", "adviser"]}
        assert (event.user, event.region) == (lea, noord)

    def test_changes_of_people_are_seen_and_signing_in_is_no_change(self, anna, client):
        client.force_login(anna)
        assert events("regions_user", what="update") == []
        anna.is_active = False
        anna.save()
        assert events("regions_user", what="update")[0].detail == {"is_active": [True, False]}

    def test_command_says_which_it_was(self, employer):
        assert events("employers_employer")[0].request_id == "tests"
        assert events("employers_employer")[0].user is None

    def test_every_table_that_is_watched_has_its_word(self, db):
        assert get_watched() <= set(SUBJECTS)

    def test_every_table_is_watched_or_named_with_a_reason(self, db):
        """A new table is red until a migration watches it (see safekeeping 0003) or it stands in NOT_WATCHED."""
        ours = {"regions", "safekeeping", "employers", "instruments", "guidance", "checklists", "mfa"}
        tables = {
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if model._meta.app_label in ours and model._meta.managed
        }
        assert tables - get_watched() == set(NOT_WATCHED)

    def test_saving_costs_no_extra_query(self, employer, anna, django_assert_num_queries):
        contact = make_contact(employer, by=anna)
        with django_assert_num_queries(1):
            Contact.objects.filter(pk=contact.pk).update(name="Piet")


class TestErasing:
    def test_contact_that_is_erased_leaves_no_word_behind_in_the_trail(self, employer, anna, as_user, lea, noord):
        contact = make_contact(employer, by=anna, name="Wiebren Wondergem", job_title="Wonderlijk chef")
        visit = make_visit(employer, by=anna, contacts=[contact], goal="Praten met Wiebren Wondergem")
        make_agreement(visit, by=anna, what="Wondergem bellen")
        as_user(anna).post(reverse("employers:erase_contact", args=[contact.pk]))
        contact.refresh_from_db()
        assert "Wonder" not in contact.name
        changed = [event for event in events("employers_contact", row_id=contact.pk) if event.what == "update"]
        assert changed[-1].user == anna
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM safekeeping_event e WHERE e::text ILIKE '%wonder%'")
            assert cursor.fetchone() == (0,)
        page = as_user(lea).get(reverse("employers:trail", args=[employer.pk])).content.decode()
        paper = as_user(lea).get(reverse("safekeeping:trail_csv", args=[noord.slug]))
        assert "Wonder" not in page + b"".join(paper.streaming_content).decode()


class TestNothingChangesIt:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE safekeeping_event SET user_id = 1",
            "DELETE FROM safekeeping_event",
            "TRUNCATE safekeeping_event",
        ],
    )
    def test_statement_is_refused(self, statement, employer):
        before = Event.objects.count()
        with pytest.raises((DatabaseError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert Event.objects.count() == before > 0

    def test_job_that_may_erase_gets_no_line_before_its_term(self, employer):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), may_erase():
            Event.objects.all().delete()

    def test_line_over_its_term_may_go(self, noord, anna):
        old = Event.objects.create(at=timezone.now() - timedelta(days=5 * 366), what="view", subject="x", user=anna)
        with transaction.atomic(), may_erase():
            Event.objects.filter(pk=old.pk).delete()
        assert not Event.objects.filter(pk=old.pk).exists()

    def test_application_has_lost_the_right_to_change_or_empty_it(self, db):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT has_table_privilege('safekeeping_event', 'UPDATE'), has_table_privilege('safekeeping_event', 'TRUNCATE')"
            )
            assert cursor.fetchone() == (False, False)


class TestWhoLooked:
    def test_looking_at_a_dossier_is_written_down(self, as_user, anna, employer):
        response = as_user(anna).get(reverse("employers:detail", args=[employer.pk]))
        (event,) = events("employers_employer", what="view")
        assert (event.user, event.employer) == (anna, employer)
        assert event.request_id == response.headers["X-Request-Id"]

    @pytest.mark.parametrize(
        "name",
        [
            "employers:visit",
            "checklists:prepare",
            "checklists:fill",
            "checklists:result",
            "checklists:recommend",
            "checklists:present",
            "checklists:advice",
        ],
    )
    def test_looking_at_a_page_of_a_visit_is_written_down(self, name, as_user, anna, bas, employer):
        visit = make_visit(employer, by=anna)
        start_checklist(visit, by=anna)
        assert as_user(bas).get(reverse(name, args=[visit.pk])).status_code == 200
        (event,) = events("employers_visit", what="view")
        assert (event.user, event.employer, event.row_id) == (bas, employer, visit.pk)

    def test_taking_a_visit_along_is_written_down(self, as_user, anna, employer):
        visit = make_visit(employer, by=anna)
        as_user(anna).get(reverse("checklists:take_along", args=[visit.pk]))
        assert events("employers_visit", what="download")[0].row_id == visit.pk

    def test_looking_at_what_is_kept_of_a_person_is_written_down(self, as_user, anna, employer):
        contact = make_contact(employer, by=anna)
        as_user(anna).get(reverse("employers:contact_about", args=[contact.pk]))
        as_user(anna).get(reverse("employers:contact_json", args=[contact.pk]))
        assert [event.what for event in events("employers_contact", user=anna)] == ["view", "export"]

    def test_who_was_refused_did_not_look(self, as_user, chris, employer):
        assert as_user(chris).get(reverse("employers:detail", args=[employer.pk])).status_code == 404
        assert events("employers_employer", what="view") == []

    def test_fetching_a_paper_is_written_down(self, as_user, anna, bas, employer, monkeypatch):
        monkeypatch.setattr("checklists.actions.advice.render_paper", lambda paper, content: b"%PDF-1.7")
        visit = make_visit(employer, by=anna)
        start_checklist(visit, by=anna)
        advice = give_advice(visit, by=anna)
        as_user(bas).get(reverse("checklists:paper", args=[advice.number, "werkgever"]))
        (event,) = events("checklists_advice", what="download")
        assert (event.user, event.employer, event.row_id) == (bas, employer, advice.pk)

    @pytest.mark.parametrize("name", ["employers:pipeline_csv", "employers:pipeline_xlsx"])
    def test_exporting_the_pipeline_is_written_down(self, name, as_user, anna, noord):
        as_user(anna).get(reverse(name, args=[noord.slug]))
        assert events("regions_region", what="export")[0].user == anna

    def test_what_happens_in_the_request_of_signing_in_is_on_the_name_of_who_signs_in(self, anna, client):
        anna.set_password("een lang wachtwoord")
        anna.save()
        client.post(reverse("account_login"), {"login": anna.email, "password": "een lang wachtwoord"})
        assert client.session["_auth_user_id"] == str(anna.pk)
        assert get_acting().is_system  # of this test: nothing of the request is left

    def test_change_over_http_is_on_the_name_of_who_did_it(self, as_user, anna, employer):
        data = {"name": "Henk Wiersma", "keep_until": (timezone.localdate() + timedelta(days=99)).isoformat()}
        response = as_user(anna).post(reverse("employers:add_contact", args=[employer.pk]), data)
        (event,) = events("employers_contact")
        assert (event.user, event.request_id) == (anna, response.headers["X-Request-Id"])


class TestPages:
    @pytest.fixture
    def happened(self, employer, anna, lea):
        with acting_as(Acting(anna.pk, "een")):
            make_contact(employer, by=anna)
        with acting_as(Acting(lea.pk, "twee")):
            Employer.objects.filter(pk=employer.pk).update(city="Leek")
        return employer

    def test_page_of_an_employer(self, happened, as_user, lea):
        page = as_user(lea).get(reverse("employers:trail", args=[happened.pk])).content.decode()
        assert "Contactpersoon toegevoegd" in page
        assert "Werkgever gewijzigd: plaats" in page
        assert "Anna de Vries" in page
        assert (
            reverse("employers:trail", args=[happened.pk])
            in as_user(lea).get(reverse("employers:detail", args=[happened.pk])).content.decode()
        )

    def test_page_of_a_person(self, happened, as_user, anna, lea, noord):
        url = reverse("safekeeping:trail", args=[noord.slug])
        page = as_user(lea).get(url, {"persoon": anna.pk}).content.decode()
        assert "Contactpersoon toegevoegd" in page
        assert "Werkgever gewijzigd: plaats" not in page
        assert "Werkgever gewijzigd: plaats" in as_user(lea).get(url, {"persoon": "onzin"}).content.decode()

    def test_region_shows_nothing_of_another(self, happened, as_user, noord, zuid):
        zoe = add_member(by=None, email="zoe@voorbeeld.nl", name="Zoë Bos", role=Role.LEAD, region=zuid)
        page = as_user(zoe).get(reverse("safekeeping:trail", args=[zuid.slug])).content.decode()
        assert "Contactpersoon toegevoegd" not in page
        assert as_user(zoe).get(reverse("employers:trail", args=[happened.pk])).status_code == 404

    def test_adviser_does_not_watch_colleagues(self, happened, as_user, anna):
        assert as_user(anna).get(reverse("employers:trail", args=[happened.pk])).status_code == 403
        page = as_user(anna).get(reverse("employers:detail", args=[happened.pk])).content.decode()
        assert reverse("employers:trail", args=[happened.pk]) not in page

    def test_account_is_seen_where_its_person_works(self, as_user, anna, lea, noord, zuid):
        zoe = add_member(by=None, email="zoe@voorbeeld.nl", name="Zoë Bos", role=Role.LEAD, region=zuid)
        with acting_as(Acting(anna.pk, "een")):
            User.objects.filter(pk=anna.pk).update(name="Anna van der Berg")
        for person, region, is_seen in ((lea, noord, True), (zoe, zuid, False)):
            page = as_user(person).get(reverse("safekeeping:trail", args=[region.slug])).content.decode()
            assert ("Gebruiker gewijzigd: naam" in page) == is_seen

    def test_pages_go_back_in_time_to_the_first_line(self, happened, as_user, lea):
        for _ in range(60):
            note_access(by=lea, what=What.VIEW, row=happened, employer=happened)
        url = reverse("employers:trail", args=[happened.pk])
        first = as_user(lea).get(url)
        assert len(first.context["events"]) == 50
        second = as_user(lea).get(url, {"voor": first.context["older"]})
        assert f'voor={first.context["older"]}"' in first.content.decode()
        shown = [event["row"].pk for event in first.context["events"] + second.context["events"]]
        assert shown == list(Event.objects.filter(employer=happened).values_list("pk", flat=True))
        assert "Naar het nieuwste" in second.content.decode()
        for nonsense in ("onzin", "-1", "9" * 30, "\x00"):
            assert (
                as_user(lea).get(url, {"voor": nonsense}).context["events"][0]["row"]
                == first.context["events"][0]["row"]
            )

    def test_values_are_shown_in_words_and_people_by_name(self, happened, as_user, anna, lea, bas, noord):
        Employer.objects.filter(pk=happened.pk).update(account_holder=anna)
        Employer.objects.filter(pk=happened.pk).update(stage="visit_planned", account_holder=bas)
        page = as_user(lea).get(reverse("employers:trail", args=[happened.pk])).content.decode()
        assert "stap: Eerste contact → Bezoek gepland" in page
        assert "Anna de Vries → Bas Jansen" in page
        paper = as_user(lea).get(reverse("safekeeping:trail_csv", args=[noord.slug]))
        assert "Anna de Vries > Bas Jansen" in b"".join(paper.streaming_content).decode()

    def test_line_says_whether_nobody_was_signed_in_or_the_system_did_it(self):
        assert describe_who(Event(request_id="manage.py retention")) == "het systeem"
        assert describe_who(Event(request_id="0" * 32)) == "iemand die niet was ingelogd"

    def test_number_of_queries_does_not_grow(self, happened, as_user, anna, lea, django_assert_max_num_queries):
        client, url = as_user(lea), reverse("employers:trail", args=[happened.pk])
        with django_assert_max_num_queries(8) as few:
            client.get(url)
        for _ in range(30):
            make_contact(happened, by=anna)
        with django_assert_max_num_queries(8) as many:
            client.get(url)
        assert len(few) == len(many)

    def test_file_for_the_privacy_officer_holds_the_same_and_no_formula(self, happened, as_user, lea, noord):
        Employer.objects.filter(pk=happened.pk).update(name="=HYPERLINK(1)")
        response = as_user(lea).get(reverse("safekeeping:trail_csv", args=[noord.slug]))
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
        assert len(rows) == get_region_trail(noord).count()
        assert rows[0]["Wat"] == "geëxporteerd"
        assert {row["Werkgever"] for row in rows} == {"", "'=HYPERLINK(1)"}
        assert {row["Wie"] for row in rows} >= {"Anna de Vries", "Lea Bakker"}


class TestCeilings:
    """The trail and who acts cost no page its ceiling."""

    def test_list(self, as_user, anna, noord, employer, django_assert_max_num_queries):
        client, url = as_user(anna), reverse("employers:list", args=[noord.slug])
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200

    def test_dossier(self, as_user, anna, employer, django_assert_max_num_queries):
        make_agreement(make_visit(employer, by=anna), by=anna)
        client, url = as_user(anna), reverse("employers:detail", args=[employer.pk])
        with django_assert_max_num_queries(15):
            assert client.get(url).status_code == 200

    def test_checklist_page(self, as_user, anna, employer, django_assert_max_num_queries):
        checklist = start_checklist(make_visit(employer, by=anna), by=anna)
        client, url = as_user(anna), reverse("checklists:fill", args=[checklist.visit_id])
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200

    @pytest.mark.parametrize("note", ["", "Wil graag meer weten over de no-riskpolis"])
    def test_one_autosave(self, note, as_user, anna, employer, django_assert_max_num_queries):
        checklist = start_checklist(make_visit(employer, by=anna), by=anna)
        url = reverse("checklists:save_answer", args=[checklist.visit_id, "I1"])
        data = {"answer": "3", "said_by": "employer", "note": note, "revision": 0}
        client = as_user(anna)
        client.get("/")
        with django_assert_max_num_queries(10) as asked:
            assert client.post(url, data, headers={"HX-Request": "true"}).status_code == 200
        savepoints = [one for one in asked if "SAVEPOINT" in one["sql"]]  # of this test's own transaction
        assert len(asked) - len(savepoints) <= 8
        assert Answer.objects.get(checklist=checklist, question__key="I1").note == note
