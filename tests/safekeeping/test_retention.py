"""Retention as data: a line for every personal field, what is due, two people behind a list, and the nightly job."""

import io
import json
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from checklists.models import Advice, AdviceDocument, Answer, AnswerChange, Checklist
from employers.models import Contact, Visit
from regions.actions import add_member
from regions.models import Role
from safekeeping import actions, queries
from safekeeping.actions.retention import destroy
from safekeeping.models import DestructionList
from safekeeping.queries.retention import get_region_path
from safekeeping.retention import Line, RetentionError, get_gaps, read_lines
from tests.builders import answer, give_advice, make_contact, make_employer, make_visit, start_checklist

REFERENCE = json.loads((settings.BASE_DIR / "fixtures" / "retention.json").read_text(encoding="utf-8"))
LINES = {line.key: line for line in read_lines(REFERENCE)}
TEXT = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.GenericIPAddressField,
    models.FileField,
)
TODAY = date(2026, 11, 24)


def text_fields():
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, TEXT) and not field.choices
    ]


def lines_of(run):
    out = io.StringIO()
    call_command("retention", **{run: True}, stdout=out)
    return out.getvalue()


@pytest.fixture
def mia(noord):
    return add_member(by=None, email="mia@voorbeeld.nl", name="Mia Kok", role=Role.ADMIN, region=noord)


@pytest.fixture
def old(reference, noord, anna, monkeypatch):
    """A visit of eight years ago with all that belongs to it; returns its employer."""
    monkeypatch.setattr("checklists.actions.advice.render_paper", lambda paper, content: b"%PDF-1.7")
    employer = make_employer(region=noord, by=anna)
    contact = make_contact(employer, by=anna, keep_until=timezone.localdate() - timedelta(days=1))
    visit = make_visit(employer, by=anna, contacts=[contact], goal="Kennismaken")
    checklist = start_checklist(visit, by=anna)
    answer(checklist, by=anna, I1=3, note="Praat veel over de zaak")
    give_advice(visit, by=anna)
    long_ago = timezone.now() - timedelta(days=8 * 366)
    Visit.objects.update(planned_at=long_ago)
    return employer


class TestTheFile:
    def test_every_field_with_text_has_a_line_or_is_said_to_be_about_nobody(self):
        assert get_gaps(text_fields(), LINES.values(), REFERENCE["not_personal"]) == []

    def test_new_field_without_a_line_is_found(self):
        assert get_gaps(["employers.Contact.nickname"], LINES.values(), REFERENCE["not_personal"]) == [
            "employers.Contact.nickname"
        ]

    def test_nothing_in_the_file_is_about_a_field_that_does_not_exist(self):
        fields = set(text_fields()) | {f"{model._meta.label}" for model in apps.get_models()}
        assert [name for name in REFERENCE["not_personal"] if name not in fields] == []
        for line in LINES.values():
            names = {field.name for field in apps.get_model(line.model)._meta.concrete_fields}
            assert set(line.fields) <= names, line.key
            assert set(line.also) <= names, line.key

    @pytest.mark.parametrize("line", LINES.values(), ids=lambda line: line.key)
    def test_line_can_be_carried_out(self, line, db, noord):
        assert queries.get_due(line, TODAY).count() >= 0
        if line.approval:
            assert not queries.get_due(line, TODAY).filter(**{get_region_path(line): noord}).exists()

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"action": "burn"}, "does not exist"),
            ({"counted_from": ""}, "from when"),
            ({"with": {"name": "x"}}, "what replaces each field"),
            ({"on_request": ""}, "or neither"),
            ({"on_request": "keep"}, "does not say why"),
            ({"nonsense": 1}, "nonsense"),
        ],
    )
    def test_line_that_cannot_be_carried_out_is_refused(self, change, sentence):
        with pytest.raises(RetentionError, match=sentence):
            read_lines({"lines": [{**REFERENCE["lines"][0], **change}]})

    def test_same_key_twice_is_refused(self):
        with pytest.raises(RetentionError, match="twice"):
            read_lines({"lines": [REFERENCE["lines"][0], REFERENCE["lines"][0]]})

    def test_term_is_counted_in_whole_years_also_from_a_leap_day(self):
        line = Line("k", "w", "y", "m", (), "delete", False, years=5)
        assert line.get_limit(date(2028, 2, 29)) == date(2023, 3, 1)
        assert line.get_limit(date(2026, 11, 24)) == date(2021, 11, 24)
        assert line.get_last_day(date(2021, 11, 24)) == date(2026, 11, 24)
        assert line.get_last_day(date(2024, 2, 29)) == date(2029, 2, 28)


class TestDue:
    def test_contact_is_due_from_the_day_after_keep_until(self, noord, anna):
        employer, today = make_employer(region=noord, by=anna), timezone.localdate()
        make_contact(employer, by=anna, keep_until=today)
        over = make_contact(employer, by=anna, keep_until=today - timedelta(days=1))
        assert list(queries.get_due(LINES["contact"], today)) == [over]

    def test_what_is_erased_is_not_due_again(self, noord, anna):
        contact = make_contact(make_employer(region=noord, by=anna), by=anna, keep_until=TODAY - timedelta(days=9))
        due = queries.get_due(LINES["contact"], TODAY)
        assert destroy(by=None, line=LINES["contact"], rows=due) == 1
        contact.refresh_from_db()
        assert (contact.name, contact.job_title, contact.email) == ("Gewiste contactpersoon", "", "")
        assert not contact.is_current
        assert not queries.get_due(LINES["contact"], TODAY).exists()


class TestNight:
    def test_dry_run_says_what_is_due_and_changes_nothing(self, old):
        said = lines_of("dry_run")
        assert "contact " in said
        assert "Contactpersonen" in said
        assert Contact.objects.get().name == "Henk Wiersma"
        assert not DestructionList.objects.exists()

    def test_neither_dry_run_nor_run_is_refused(self):
        with pytest.raises(CommandError):
            call_command("retention")

    def test_job_proposes_and_waits_for_two_people(self, old, lea, mia):
        lines_of("run")
        found = DestructionList.objects.get()
        assert {line.key for line in found.lines.all()} == {"contact", "visit", "answer"}
        lines_of("run")
        assert Contact.objects.get().name == "Henk Wiersma"
        assert DestructionList.objects.get() == found
        actions.check_list(by=lea, destruction_list=found)
        lines_of("run")
        assert Contact.objects.get().name == "Henk Wiersma"
        actions.approve_list(by=mia, destruction_list=found)
        assert "3 gewist" in lines_of("run")
        assert Contact.objects.get().name == "Gewiste contactpersoon"
        assert Visit.objects.get().goal == ""
        assert not Answer.objects.exclude(note="").exists()
        found.refresh_from_db()
        assert found.state == "done"
        assert {line.key: line.gone for line in found.lines.all()} == {"contact": 1, "visit": 1, "answer": 1}

    def test_list_that_changed_is_looked_at_again(self, old, lea, anna):
        lines_of("run")
        actions.check_list(by=lea, destruction_list=DestructionList.objects.get())
        make_contact(old, by=anna, keep_until=timezone.localdate() - timedelta(days=1))
        lines_of("run")
        assert DestructionList.objects.get().state == "proposed"

    def test_row_that_may_stay_after_all_stays(self, old, lea, mia):
        lines_of("run")
        found = DestructionList.objects.get()
        actions.check_list(by=lea, destruction_list=found)
        actions.approve_list(by=mia, destruction_list=found)
        Contact.objects.update(keep_until=timezone.localdate() + timedelta(days=300))
        lines_of("run")
        assert Contact.objects.get().name == "Henk Wiersma"

    def test_withdrawn_list_is_not_carried_out(self, old, lea, mia):
        lines_of("run")
        found = DestructionList.objects.get()
        actions.check_list(by=lea, destruction_list=found)
        actions.approve_list(by=mia, destruction_list=found)
        actions.withdraw_list(by=mia, destruction_list=found)
        lines_of("run")
        assert Contact.objects.get().name == "Henk Wiersma"

    def test_ended_sessions_go_at_once(self, client, anna):
        client.force_login(anna)
        Session.objects.update(expire_date=timezone.now() - timedelta(days=2))
        assert "session: 1 gewist" in lines_of("run")
        assert not Session.objects.exists()

    def test_colleague_who_left_long_ago_loses_name_and_address(self, anna, noord):
        anna.is_active, anna.last_login, anna.phone = False, timezone.now() - timedelta(days=8 * 366), "06"
        anna.save()
        lines_of("run")
        anna.refresh_from_db()
        assert (anna.name, anna.email, anna.phone) == ("Oud-medewerker", f"oud-medewerker-{anna.pk}@gewist.invalid", "")
        assert not anna.has_usable_password()

    def test_advice_papers_and_earlier_answers_go_together_when_their_term_is_over(self, old, lea, mia):
        today = timezone.localdate().replace(year=timezone.localdate().year + 9)
        (found,) = actions.propose_lists(by=None, today=today)
        assert {"advice", "advice_document", "answer_change"} <= {line.key for line in found.lines.all()}
        actions.check_list(by=lea, destruction_list=found)
        actions.approve_list(by=mia, destruction_list=found)
        actions.carry_out(by=None, today=today)
        assert not Advice.objects.exists()
        assert not AdviceDocument.objects.exists()
        assert not AnswerChange.objects.exists()

    def test_way_past_the_triggers_closes_behind_the_job(self, old, lea, mia):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            AdviceDocument.objects.all().delete()


class TestTwoPeople:
    @pytest.fixture
    def found(self, old):
        (found,) = actions.propose_lists(by=None, today=timezone.localdate())
        return found

    def test_who_checked_cannot_approve(self, found, mia):
        actions.check_list(by=mia, destruction_list=found)
        with pytest.raises(actions.SamePerson):
            actions.approve_list(by=mia, destruction_list=found)

    def test_database_refuses_the_same_person_too(self, found, mia):
        with pytest.raises(IntegrityError):
            DestructionList.objects.filter(pk=found.pk).update(checked_by=mia, approved_by=mia)

    def test_list_is_not_approved_before_it_is_checked(self, found, mia):
        with pytest.raises(actions.ListNotOpen):
            actions.approve_list(by=mia, destruction_list=found)

    def test_pages_lead_two_people_through_it(self, found, client, lea, mia):
        page = reverse("safekeeping:destruction", args=[found.pk])
        client.force_login(lea)
        assert "Bakkerij De Gouden Korenaar" in client.get(page).content.decode()
        assert client.post(reverse("safekeeping:check_list", args=[found.pk])).url == page
        assert client.post(reverse("safekeeping:approve_list", args=[found.pk])).status_code == 403
        client.force_login(mia)
        assert client.post(reverse("safekeeping:check_list", args=[found.pk])).status_code == 409
        assert client.post(reverse("safekeeping:approve_list", args=[found.pk])).url == page
        assert "Goedgekeurd" in client.get(page).content.decode()

    def test_page_tells_the_first_person_to_leave_it_to_another(self, found, client, mia):
        client.force_login(mia)
        client.post(reverse("safekeeping:check_list", args=[found.pk]))
        response = client.post(reverse("safekeeping:approve_list", args=[found.pk]))
        assert response.status_code == 422
        assert "Een ander moet hem goedkeuren" in response.content.decode()

    def test_oversight_page_shows_terms_and_lists(self, found, client, lea, noord):
        client.force_login(lea)
        page = client.get(reverse("safekeeping:oversight", args=[noord.slug])).content.decode()
        assert "Notities bij antwoorden" in page
        assert reverse("safekeeping:destruction", args=[found.pk]) in page


class TestContactAsks:
    @pytest.fixture
    def contact(self, reference, noord, anna, monkeypatch):
        monkeypatch.setattr("checklists.actions.advice.render_paper", lambda paper, content: b"%PDF-1.7")
        employer = make_employer(region=noord, by=anna)
        contact = make_contact(employer, by=anna, email="henk@bakker.voorbeeld.nl")
        visit = make_visit(employer, by=anna, contacts=[contact], goal="Henk Wiersma beslist")
        checklist = start_checklist(visit, by=anna)
        answer(checklist, by=anna, I1=3, note="Meneer Wiersma wil graag, de Wiersmastraat is ver")
        Checklist.objects.filter(pk=checklist.pk).update(note="henk wiersma belt terug")
        give_advice(visit, by=anna)
        return contact

    @pytest.fixture
    def elsewhere(self, noord, anna):
        """Another employer with a note about somebody of the same name."""
        return make_visit(make_employer(region=noord, by=anna), by=anna, goal="Henk Wiersma is hun klant")

    def test_overview_holds_all_that_is_about_them(self, contact, elsewhere, as_user, anna):
        client = as_user(anna)
        page = client.get(reverse("employers:contact_about", args=[contact.pk])).content.decode()
        for text in (
            "henk@bakker.voorbeeld.nl",
            "Henk Wiersma beslist",
            "Meneer Wiersma wil graag",
            "belt terug",
            "AM01-",
        ):
            assert text in page
        assert "hun klant" not in page
        told = client.get(reverse("employers:contact_json", args=[contact.pk])).json()
        assert told["gegevens"][0]["rijen"][0]["e-mailadres"] == "henk@bakker.voorbeeld.nl"
        assert {section["wat"] for section in told["gegevens"]} >= {"Contactpersonen", "Notities bij antwoorden"}

    def test_overview_on_paper_is_a_tagged_pdf(self, contact, as_user, anna):
        response = as_user(anna).get(reverse("employers:contact_pdf", args=[contact.pk]))
        paper = PdfReader(io.BytesIO(response.content))
        assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert "henk@bakker.voorbeeld.nl" in "".join(page.extract_text() for page in paper.pages)
        assert "Wiersma" not in response.headers["Content-Disposition"]

    def test_erasing_takes_the_person_out_everywhere_but_the_advice(self, contact, elsewhere, as_user, anna):
        response = as_user(anna).post(reverse("employers:erase_contact", args=[contact.pk]), follow=True)
        page = response.content.decode()
        assert "zijn gewist" in page
        assert "archiefstuk" in page
        contact.refresh_from_db()
        assert (contact.name, contact.email, contact.job_title, contact.phone) == ("Gewiste contactpersoon", "", "", "")
        assert Visit.objects.get(employer=contact.employer).goal == "[naam gewist] beslist"
        assert Answer.objects.exclude(note="").get().note == "Meneer [naam gewist] wil graag, de Wiersmastraat is ver"
        assert Checklist.objects.get().note == "[naam gewist] belt terug"
        assert not AnswerChange.objects.filter(note__icontains="Meneer Wiersma").exists()
        assert "Henk Wiersma" in json.dumps(Advice.objects.get().content)
        elsewhere.refresh_from_db()
        assert elsewhere.goal == "Henk Wiersma is hun klant"
