"""Giving an advice: numbered once, frozen as content and as bytes, nothing half-made, and no score for the employer."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from checklists import actions, advising, queries
from checklists.models import Adjustment, Advice, AdviceDocument, AdviceNumber, Paper
from employers.actions import close_agreement
from employers.models import Employer, TimelineEntry
from instruments.models import Instrument
from tests.builders import answer_all, give_advice, make_agreement, make_employer, make_visit, start_checklist
from tests.threads import at_once
from wsp.pdf import PdfError, PdfUnavailable

YEAR = timezone.localdate().year
pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def quick_papers(monkeypatch):
    """Make papers of a few bytes; how a paper is made is tested with the papers."""
    monkeypatch.setattr(
        "checklists.actions.advice.render_paper", lambda paper, content: f"{paper} {content['number']}".encode()
    )


def make_concluded(region, *, by, level=3, **answers):
    """Return a checklist that is concluded, with every question answered."""
    checklist = start_checklist(make_visit(make_employer(region=region, by=by), by=by), by=by)
    answer_all(checklist, by=by, level=level, **answers)
    return actions.conclude_checklist(by=by, checklist=checklist)


def compose(checklist, *, by, number=None):
    """Return the content of the advice as it would be given now."""
    case = queries.get_case(checklist)
    today = timezone.localdate()
    recommendation = advising.recommend(case, queries.get_tips(), queries.get_instruments(), today)
    return advising.compose(case, recommendation, number=number, given_on=today, adviser=by)


@pytest.mark.usefixtures("quick_papers")
class TestGiving:
    def test_advice_holds_its_content_versions_and_both_papers(self, noord, anna):
        checklist = make_concluded(noord, by=anna)
        advice = actions.give_advice(by=anna, checklist=checklist)
        advice.refresh_from_db()
        assert advice.content == compose(checklist, by=anna, number=advice.number)
        assert (advice.given_by, advice.question_set, advice.scoring_version) == (
            anna,
            checklist.question_set,
            "2026-11",
        )
        assert advice.catalogue_on == max(Instrument.objects.values_list("catalogue_on", flat=True))
        papers = {row.paper: row for row in advice.documents.all()}
        assert set(papers) == set(Paper)
        for paper, row in papers.items():
            assert bytes(row.pdf) == f"{paper} {advice.number}".encode()
            assert row.sha256 == hashlib.sha256(bytes(row.pdf)).hexdigest()

    def test_employer_moves_on_and_its_timeline_names_the_advice(self, noord, anna):
        checklist = make_concluded(noord, by=anna)
        advice = actions.give_advice(by=anna, checklist=checklist)
        assert Employer.objects.get(pk=checklist.visit.employer_id).stage == "advised"
        assert TimelineEntry.objects.get(kind="advice_given").detail == advice.number

    def test_checklist_that_is_not_concluded_gets_none(self, noord, anna):
        checklist = start_checklist(make_visit(make_employer(region=noord, by=anna), by=anna), by=anna)
        with pytest.raises(actions.NotConcluded):
            actions.give_advice(by=anna, checklist=checklist)
        assert not Advice.objects.exists()
        assert not AdviceNumber.objects.exists()

    def test_reopened_checklist_gets_none_until_it_is_concluded_again(self, noord, anna):
        checklist = make_concluded(noord, by=anna)
        first = actions.give_advice(by=anna, checklist=checklist)
        actions.reopen_checklist(by=anna, checklist=checklist, reason="Antwoord vergeten")
        with pytest.raises(actions.NotConcluded):
            actions.give_advice(by=anna, checklist=checklist)
        actions.conclude_checklist(by=anna, checklist=checklist)
        second = actions.give_advice(by=anna, checklist=checklist)
        assert (first.number, second.number) == (f"AM01-{YEAR}-0001", f"AM01-{YEAR}-0002")

    def test_signed_by_who_went_along_and_not_by_a_colleague_who_presses_the_button(self, noord, anna, lea):
        checklist = make_concluded(noord, by=anna)
        advice = actions.give_advice(by=lea, checklist=checklist)
        assert advice.given_by == lea
        assert advice.content["adviser"]["name"] == anna.name


@pytest.mark.usefixtures("quick_papers")
class TestNumbers:
    def test_numbers_count_per_region_and_start_again_each_year(self, noord, zuid, anna, chris):
        in_noord = [actions.give_advice(by=anna, checklist=make_concluded(noord, by=anna)).number for _ in range(2)]
        in_zuid = actions.give_advice(by=chris, checklist=make_concluded(zuid, by=chris)).number
        assert in_noord == [f"AM01-{YEAR}-0001", f"AM01-{YEAR}-0002"]
        assert in_zuid == f"AM26-{YEAR}-0001"
        AdviceNumber.objects.create(region=noord, year=YEAR - 1, last=41)
        assert actions.give_advice(by=anna, checklist=make_concluded(noord, by=anna)).number == f"AM01-{YEAR}-0003"

    def test_two_at_once_get_two_numbers_in_a_row(self, transactional_db, reference, noord, anna, lea):
        checklists = [make_concluded(noord, by=user) for user in (anna, lea)]
        outcomes = at_once(*(lambda row=row: actions.give_advice(by=anna, checklist=row) for row in checklists))
        assert {outcome.number for outcome in outcomes} == {f"AM01-{YEAR}-0001", f"AM01-{YEAR}-0002"}
        assert AdviceDocument.objects.count() == 4

    def test_one_that_fails_meanwhile_leaves_no_hole(self, transactional_db, reference, noord, anna, monkeypatch):
        def fail_for_one(paper, content):
            if content["employer"]["name"] == "Pechvogel":
                raise PdfError("no ink")
            return b"%PDF-1.7"

        monkeypatch.setattr("checklists.actions.advice.render_paper", fail_for_one)
        good, bad = make_concluded(noord, by=anna), make_concluded(noord, by=anna)
        Employer.objects.filter(pk=bad.visit.employer_id).update(name="Pechvogel")
        at_once(*(lambda row=row: actions.give_advice(by=anna, checklist=row) for row in (good, bad)))
        actions.give_advice(by=anna, checklist=make_concluded(noord, by=anna))
        assert list(Advice.objects.order_by("number").values_list("number", flat=True)) == [
            f"AM01-{YEAR}-0001",
            f"AM01-{YEAR}-0002",
        ]


class TestNothingHalfMade:
    @pytest.mark.parametrize("error", [PdfError("no ink"), PdfUnavailable("no pango")])
    def test_paper_that_cannot_be_made_leaves_nothing_behind(self, error, noord, anna, monkeypatch):
        def make_one_paper(paper, content):
            if paper == Paper.INTERNAL:
                raise error
            return b"%PDF-1.7"

        checklist = make_concluded(noord, by=anna)
        monkeypatch.setattr("checklists.actions.advice.render_paper", make_one_paper)
        with pytest.raises(PdfError):
            actions.give_advice(by=anna, checklist=checklist)
        assert not Advice.objects.exists()
        assert not AdviceDocument.objects.exists()
        assert not AdviceNumber.objects.exists()
        assert not TimelineEntry.objects.filter(kind="advice_given").exists()
        assert Employer.objects.get(pk=checklist.visit.employer_id).stage == "visited"

    @pytest.mark.parametrize(
        ("error", "sentence"),
        [(PdfError("no ink"), "De PDF maken is niet gelukt"), (PdfUnavailable("no pango"), "geen PDF worden gemaakt")],
    )
    def test_screen_says_that_nothing_was_given(self, error, sentence, noord, anna, as_user, monkeypatch):
        def fail(paper, content):
            raise error

        checklist = make_concluded(noord, by=anna)
        monkeypatch.setattr("checklists.actions.advice.render_paper", fail)
        url = reverse("checklists:give_advice", args=[checklist.visit_id])
        page = as_user(anna).post(url, follow=True).content.decode()
        assert sentence in page
        assert "Er is niets vastgesteld" in page


@pytest.mark.usefixtures("quick_papers")
class TestFrozen:
    @pytest.fixture
    def advice(self, noord, anna):
        return actions.give_advice(by=anna, checklist=make_concluded(noord, by=anna))

    @pytest.mark.parametrize(
        ("model", "change"),
        [(Advice, {"number": "AM01-2026-9999"}), (Advice, {"content": {}}), (AdviceDocument, {"pdf": b"other"})],
    )
    def test_database_refuses_any_change(self, model, change, advice):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            model.objects.update(**change)

    @pytest.mark.parametrize("table", ["checklists_advicedocument", "checklists_advice"])
    def test_database_refuses_to_erase(self, table, advice):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")

    def test_saving_the_row_again_is_refused_too(self, advice):
        advice.scoring_version = "2099-01"
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            advice.save()

    def test_content_stays_what_it_was_when_everything_around_it_changes(self, advice, anna):
        before = Advice.objects.get(pk=advice.pk).content
        checklist = advice.checklist
        Employer.objects.filter(pk=checklist.visit.employer_id).update(name="Heet nu anders")
        Instrument.objects.update(name="Heet nu anders", summary="x")
        actions.reopen_checklist(by=anna, checklist=checklist, reason="Herzien")
        answer_all(checklist, by=anna, level=0)
        assert Advice.objects.get(pk=advice.pk).content == before

    def test_database_refuses_the_same_number_or_paper_twice(self, advice):
        with pytest.raises(IntegrityError, match="number"), transaction.atomic():
            Advice.objects.create(**{**values_of(advice), "number": advice.number})
        with pytest.raises(IntegrityError, match="one_document_per_paper"), transaction.atomic():
            AdviceDocument.objects.create(advice=advice, paper=Paper.EMPLOYER, pdf=b"x", sha256="x")


def values_of(advice):
    fields = [field.attname for field in Advice._meta.fields if field.name != "id"]
    return {name: getattr(advice, name) for name in fields}


class TestPrintingAgain:
    def test_reprint_gives_the_stored_bytes_whatever_changed_since(self, noord, anna, as_user):
        advice = give_advice(make_answered(noord, anna), by=anna)
        client = as_user(anna)
        for paper, name in ((Paper.EMPLOYER, "werkgever"), (Paper.INTERNAL, "intern")):
            stored = advice.documents.get(paper=paper)
            Employer.objects.update(name="Heet nu anders")
            response = client.get(reverse("checklists:paper", args=[advice.number, name]))
            assert response.content == bytes(stored.pdf)
            assert hashlib.sha256(response.content).hexdigest() == stored.sha256
            assert response.content.startswith(b"%PDF-1.7")
            assert response.headers["Content-Type"] == "application/pdf"
            assert response.headers["ETag"] == f'"{stored.sha256}"'
            assert f'filename="{advice.number}-{name}.pdf"' in response.headers["Content-Disposition"]
            assert "no-store" in response.headers["Cache-Control"]

    @pytest.mark.usefixtures("quick_papers")
    def test_unknown_paper_or_number_is_not_found(self, noord, anna, as_user):
        advice = give_advice(make_answered(noord, anna), by=anna)
        for number, name in ((advice.number, "geheim"), ("AM01-1999-0001", "intern")):
            assert as_user(anna).get(reverse("checklists:paper", args=[number, name])).status_code == 404


def make_answered(region, by):
    visit = make_visit(make_employer(region=region, by=by), by=by)
    answer_all(start_checklist(visit, by=by), by=by, level=3, I5a=0)
    return visit


class TestContent:
    def test_nothing_outside_internal_is_a_score_or_an_amount(self, noord, anna):
        content = compose(make_concluded(noord, by=anna, I5a=0, O6a=0, O9b=0), by=anna)
        score = content["internal"]["score"]
        shown = str({key: value for key, value in content.items() if key != "internal"})
        for number in (score["willen"], score["kunnen"], score["doing"]):
            assert f"{number:.1f}" not in shown
        assert not re.search(r"€|\beuro\b|Determinant|Kansrijkheid", shown, re.IGNORECASE)
        assert score["profile_label"] not in shown

    def test_every_tip_and_instrument_says_because_of_what_in_at_most_two_reasons(self, noord, anna):
        content = compose(make_concluded(noord, by=anna, level=1, I5a=0), by=anna)
        assert content["tips"]
        assert content["instruments"]
        for row in (*content["tips"], *content["instruments"]):
            assert 1 <= len(row["because"]) <= 2

    def test_every_instrument_names_sources_that_were_read_with_their_date_in_words(self, noord, anna):
        content = compose(make_concluded(noord, by=anna, I5a=0, O6a=0), by=anna)
        sources = [source for row in content["instruments"] for source in row["sources"]]
        assert all(row["sources"] for row in content["instruments"])
        assert {source["status"] for source in sources} <= {"wettekst", "officieel", "secundair", "afgeleid"}
        assert all(re.fullmatch(r"|((\d{1,2} )?[a-z]+ )?\d{4}", source["date"]) for source in sources)

    def test_remembered_source_is_never_printed(self, noord, anna):
        sources = [{"title": "Uit het hoofd", "date": "", "status": "geheugen", "site": "", "url": "", "code": "MEM"}]
        row = Instrument.objects.get(slug="loonkostensubsidie")
        row.sources = [*sources, *row.sources]
        row.save()
        content = compose(make_concluded(noord, by=anna, I5a=0), by=anna)
        assert "loonkostensubsidie" in {one["slug"] for one in content["instruments"]}
        assert "Uit het hoofd" not in str(content)

    def test_obstacles_are_at_most_three_lowest_first_in_our_words(self, noord, anna):
        content = compose(make_concluded(noord, by=anna, level=1, O7=0, I2a=2, I5a=0), by=anna)
        assert content["obstacles"][0]["title"] == "U twijfelt of het in uw bedrijf gaat lukken"
        assert len(content["obstacles"]) == 3

    def test_told_is_what_the_employer_said_and_not_what_the_adviser_thinks(self, noord, anna):
        checklist = start_checklist(make_visit(make_employer(region=noord, by=anna), by=anna), by=anna)
        save = {"by": anna, "checklist": checklist, "revision": 0, "state": "answered", "note": ""}
        actions.save_answer(key="O7", value=4, said_by="employer", **save)
        actions.save_answer(key="O8", value=4, said_by="estimate", **save)
        actions.save_answer(key="O9a", value=2, said_by="employer", **save)
        actions.save_answer(key="V3", value=2, said_by="manager", **save)
        actions.save_answer(key="V4", value=1, said_by="employer", **save)
        actions.save_answer(key="E2", value=4, said_by="employer", **save)
        told = [row["text"] for row in compose(checklist, by=anna)["told"]]
        assert told == ["U gelooft dat het in uw bedrijf gaat lukken.", "U verwacht een trouwe collega."]

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"vacancies": 0}, "U heeft op dit moment geen openstaande vacatures."),
            ({"vacancies": 1}, "U heeft nu één openstaande vacature."),
            ({"vacancies": 3}, "U heeft nu 3 openstaande vacatures."),
            (
                {"vacancies": 3, "hard_vacancies": 2},
                "U heeft nu 3 openstaande vacatures, waarvan 2 moeilijk te vervullen.",
            ),
            ({"expects_growth": True}, "U verwacht dat uw bedrijf groeit."),
            ({"has_sroi_obligation": True}, "U heeft een afspraak over social return."),
            ({"target_group_employees": 2}, "Bij u werken al mensen uit de doelgroep."),
        ],
    )
    def test_profile_is_told_in_a_sentence_and_not_once_more_by_its_question(self, fields, sentence, noord, anna):
        employer = make_employer(region=noord, by=anna, **fields)
        checklist = start_checklist(make_visit(employer, by=anna), by=anna)
        answer_all(checklist, by=anna, level=4)
        told = [row["text"] for row in compose(checklist, by=anna)["told"]]
        assert told[0] == sentence
        assert len(told) == len(set(told)) == 6

    def test_unknown_profile_tells_nothing(self, noord, anna):
        checklist = start_checklist(make_visit(make_employer(region=noord, by=anna), by=anna), by=anna)
        assert compose(checklist, by=anna)["told"] == []

    def test_agreements_of_this_visit_stand_there_and_dropped_ones_do_not(self, noord, anna):
        checklist = make_concluded(noord, by=anna)
        visit = checklist.visit
        make_agreement(visit, by=anna, what="stuurt informatie")
        dropped = make_agreement(visit, by=anna, what="belt morgen")
        other = make_visit(visit.employer, by=anna)
        make_agreement(other, by=anna, what="komt volgend jaar langs")
        close_agreement(by=anna, agreement=dropped, state="dropped", note="Niet meer nodig")
        assert [row["what"] for row in compose(checklist, by=anna)["agreements"]] == ["stuurt informatie"]

    def test_own_closing_words_replace_the_usual_ones(self, noord, anna):
        checklist = make_concluded(noord, by=anna)
        usual = compose(checklist, by=anna)["closing"]
        actions.save_closing_words(by=anna, checklist=checklist, closing_words="  Tot maandag!  ")
        assert compose(checklist, by=anna)["closing"] == "Tot maandag!"
        actions.save_closing_words(by=anna, checklist=checklist, closing_words="   ")
        assert compose(checklist, by=anna)["closing"] == usual

    def test_trail_has_the_earlier_visits_with_a_score_oldest_first(self, noord, anna):
        employer = make_employer(region=noord, by=anna)
        for days, level in ((60, 2), (90, 1), (30, None)):
            earlier = make_visit(employer, by=anna, planned_at=timezone.now() - timedelta(days=days))
            checklist = start_checklist(earlier, by=anna)
            if level is not None:
                answer_all(checklist, by=anna, level=level)
            actions.conclude_checklist(by=anna, checklist=checklist)
        checklist = start_checklist(make_visit(employer, by=anna), by=anna)
        trail = compose(checklist, by=anna)["internal"]["trail"]
        assert [row["willen"] for row in trail] == [25, 50]


class TestAdjusting:
    """The adviser's own changes, in the order they were made."""

    @pytest.fixture
    def checklist(self, noord, anna):
        return make_concluded(noord, by=anna, I5a=0, O9b=1)

    def adjust(self, checklist, *, by, kind="instrument", removed="", added="", reason="Past beter"):
        return actions.adjust(
            by=by, checklist=checklist, kind=kind, removed_key=removed, added_key=added, reason=reason
        )

    def slugs(self, checklist, anna):
        return [row["slug"] for row in compose(checklist, by=anna)["instruments"]]

    def test_swapped_tip_takes_the_place_and_its_reason_stays_inside(self, checklist, anna):
        before = [row["key"] for row in compose(checklist, by=anna)["tips"]]
        self.adjust(checklist, by=anna, kind="tip", removed=before[1], added="T10", reason="Baas is wat stug")
        content = compose(checklist, by=anna)
        assert [row["key"] for row in content["tips"]] == [before[0], "T10", before[2]]
        assert content["tips"][1]["because"] == ["het past bij wat wij samen hebben besproken"]
        outside = str({key: value for key, value in content.items() if key != "internal"})
        assert "stug" not in outside
        (adjustment,) = content["internal"]["adjustments"]
        assert adjustment["reason"] == "Baas is wat stug"
        assert adjustment["added"] == "Praat over wat iemand nodig heeft"

    def test_removed_instrument_is_gone_and_an_added_one_is_there(self, checklist, anna):
        first, *rest = self.slugs(checklist, anna)
        self.adjust(checklist, by=anna, removed=first)
        self.adjust(checklist, by=anna, added="ips")
        assert self.slugs(checklist, anna) == [*rest, "ips"]

    def test_instrument_put_in_and_taken_out_again_is_gone(self, checklist, anna):
        self.adjust(checklist, by=anna, added="ips")
        self.adjust(checklist, by=anna, removed="ips")
        assert "ips" not in self.slugs(checklist, anna)

    def test_instrument_taken_out_and_put_in_again_is_back_with_its_own_because(self, checklist, anna):
        first, *rest = compose(checklist, by=anna)["instruments"]
        self.adjust(checklist, by=anna, removed=first["slug"])
        self.adjust(checklist, by=anna, added=first["slug"])
        assert self.slugs(checklist, anna) == [*(row["slug"] for row in rest), first["slug"]]

    def test_withdrawn_change_no_longer_counts_but_its_row_stays(self, checklist, anna):
        before = self.slugs(checklist, anna)
        change = self.adjust(checklist, by=anna, removed=before[0])
        actions.withdraw_adjustment(by=anna, adjustment=change)
        assert self.slugs(checklist, anna) == before
        assert Adjustment.objects.get().is_withdrawn
        assert compose(checklist, by=anna)["internal"]["adjustments"] == []

    @pytest.mark.parametrize(
        "change", [{"state": "ended"}, {"valid_until": "2020-01-01"}, {"valid_from": "2199-01-01"}]
    )
    def test_instrument_that_does_not_hold_today_is_never_in_the_advice(self, change, checklist, anna):
        slug = self.slugs(checklist, anna)[0]
        Instrument.objects.filter(slug=slug).update(**change)
        assert slug not in self.slugs(checklist, anna)
        self.adjust(checklist, by=anna, added=slug)
        assert slug not in self.slugs(checklist, anna)

    def test_closed_desk_is_said(self, checklist, anna):
        self.adjust(checklist, by=anna, added="praktijkleren")
        row = next(row for row in compose(checklist, by=anna)["instruments"] if row["slug"] == "praktijkleren")
        assert row["warning"].startswith("aanvragen over 2026 gesloten")

    @pytest.mark.parametrize(
        ("change", "constraint"),
        [({"reason": ""}, "adjustment_says_why"), ({"added": "", "removed": ""}, "adjustment_changes_something")],
    )
    def test_database_refuses_a_change_without_reason_or_content(self, change, constraint, checklist, anna):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            self.adjust(checklist, by=anna, **{"added": "ips", **change})
