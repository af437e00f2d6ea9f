"""The checklist page and the saving of one answer over HTTP: parts for htmx, a page without it, and who may not."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from checklists import actions
from checklists.models import Answer, AnswerChange, Checklist
from employers import actions as employers
from tests.builders import answer, make_employer, make_visit, start_checklist

pytestmark = pytest.mark.usefixtures("reference")

HTMX = {"HX-Request": "true"}
PAGE_CEILING, SAVE_CEILING = 12, 8


@pytest.fixture
def employer(noord, anna):
    return make_employer(region=noord, by=anna, vacancies=3, hard_vacancies=1, has_sroi_obligation=True)


@pytest.fixture
def checklist(employer, anna):
    return start_checklist(make_visit(employer, by=anna), by=anna)


def page_of(checklist):
    return reverse("checklists:fill", args=[checklist.visit_id])


def show(client, checklist):
    return client.get(page_of(checklist)).content.decode()


def stored(checklist, key):
    return Answer.objects.get(checklist=checklist, question__key=key)


def send(client, checklist, key, value, *, revision=0, htmx=True, **fields):
    """Send an answer as the form of one question does."""
    url = reverse("checklists:save_answer", args=[checklist.visit_id, key])
    data = {"answer": value, "revision": revision, "said_by": "employer", "note": "", **fields}
    return client.post(url, data, headers=HTMX if htmx else {})


def send_note(client, checklist, note, *, seen="", htmx=True, **fields):
    url = reverse("checklists:save_note", args=[checklist.visit_id])
    return client.post(url, {"note": note, "seen": seen, **fields}, headers=HTMX if htmx else {})


def make_earlier_visits(employer, number, *, by):
    for days in range(1, number + 1):
        visit = make_visit(employer, by=by, planned_at=timezone.now() - timedelta(days=days))
        earlier = start_checklist(visit, by=by)
        answer(earlier, by=by, I1=days % 5, O7=2)
        actions.conclude_checklist(by=by, checklist=earlier)


def count_queries(call):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = call()
    assert response.status_code == 200
    return len(captured)


class TestPage:
    def test_every_question_has_a_form_of_its_own_with_its_own_url(self, checklist, anna, as_user):
        page = show(as_user(anna), checklist)
        keys = [row.question.key for row in checklist.answers.select_related("question")]
        assert len(keys) > 35
        for key in keys:
            assert f'hx-post="{reverse("checklists:save_answer", args=[checklist.visit_id, key])}"' in page
            assert f'id="stand-{key}" role="status"' in page

    def test_question_shows_how_to_ask_it_and_what_an_answer_looks_like(self, checklist, anna, as_user):
        page = show(as_user(anna), checklist)
        assert "Hoeveel vertrouwen heeft u dat het hier gaat lukken" in page
        assert "Noemt voors en tegens, laat het open" in page

    def test_profile_says_its_fact_beside_the_question(self, checklist, anna, as_user):
        page = show(as_user(anna), checklist)
        assert "vacatures die moeilijk te vervullen zijn: <strong>1</strong>" in page
        assert "heeft een SROI-verplichting: <strong>ja</strong>" in page

    def test_answer_of_last_visit_stands_beside_the_question(self, employer, anna, as_user):
        make_earlier_visits(employer, 1, by=anna)
        now = start_checklist(make_visit(employer, by=anna), by=anna)
        page = show(as_user(anna), now)
        assert page.count("Vorige keer (") == 2
        assert "(vorige keer)" in page

    def test_progress_counts_per_section_and_in_total(self, checklist, anna, as_user):
        answer(checklist, by=anna, I1=3, I2a="nvt", V1=-1)
        page = show(as_user(anna), checklist)
        assert "3 van 41 besproken" in page
        assert ">2 van 13<" in page
        assert ">1 van 4<" in page

    def test_fresh_checklist_has_no_score_and_no_verdict(self, checklist, anna, as_user):
        page = show(as_user(anna), checklist)
        assert "Nog te weinig besproken voor een beeld." in page
        assert "<meter" not in page

    def test_short_list_asks_less_and_still_shows_what_was_answered_outside_it(self, checklist, anna, as_user):
        answer(checklist, by=anna, O4d=3)
        start_checklist(checklist.visit, by=anna, is_short=True)
        page = show(as_user(anna), checklist)
        assert 'id="vraag-O4d"' in page
        assert 'id="vraag-O4a"' not in page
        assert "Stel alle vragen" in page

    def test_reader_sees_answers_and_nothing_to_save_with(self, checklist, anna, bas, as_user):
        answer(checklist, by=anna, I1=3, note="Staat er open voor")
        page = show(as_user(bas), checklist)
        assert "Staat er open voor" in page
        assert "U leest mee" in page
        assert "hx-post" not in page
        assert 'name="answer"' not in page
        assert "<textarea" not in page

    def test_concluded_checklist_is_read_only_with_a_way_to_open_it(self, checklist, anna, as_user):
        answer(checklist, by=anna, I1=3)
        actions.conclude_checklist(by=anna, checklist=checklist)
        page = show(as_user(anna), checklist)
        assert 'name="answer"' not in page
        assert reverse("checklists:reopen", args=[checklist.visit_id]) in page

    def test_cancelled_visit_can_be_read_and_not_changed(self, checklist, anna, as_user):
        employers.cancel_visit(by=anna, visit=checklist.visit, reason="Ziek")
        page = show(as_user(anna), checklist)
        assert "Dit bezoek is afgezegd" in page
        assert 'name="answer"' not in page
        assert "hx-post" not in page

    def test_visit_without_a_checklist_goes_to_its_preparation(self, employer, anna, as_user):
        visit = make_visit(employer, by=anna)
        response = as_user(anna).get(reverse("checklists:fill", args=[visit.pk]))
        assert response.url == reverse("checklists:prepare", args=[visit.pk])

    def test_page_is_never_shown_from_the_browsers_own_store(self, checklist, anna, as_user):
        assert "no-store" in as_user(anna).get(page_of(checklist)).headers["Cache-Control"]

    def test_what_people_type_is_shown_as_text(self, checklist, anna, as_user):
        answer(checklist, by=anna, I1=3, note="</textarea><script>alert(1)</script>")
        assert "<script>alert" not in show(as_user(anna), checklist)


class TestSave:
    def test_answer_is_stored_and_the_slot_says_so(self, checklist, anna, as_user):
        response = send(as_user(anna), checklist, "O7", "3", said_by="manager", note="Zeker")
        part = response.content.decode()
        assert response.status_code == 200
        assert "Opgeslagen om" in part
        assert '<input type="hidden" name="revision" value="1">' in part
        row = stored(checklist, "O7")
        assert (row.value, row.state, row.said_by, row.note, row.revision, row.saved_by) == (
            3, "answered", "manager", "Zeker", 1, anna,
        )  # fmt: skip
        change = AnswerChange.objects.get(answer=row)
        assert (change.revision, change.value, change.changed_by) == (1, 3, anna)

    def test_progress_and_score_come_back_out_of_band_and_no_field_does(self, checklist, anna, as_user):
        part = send(as_user(anna), checklist, "O7", "3").content.decode()
        for name in ("voortgang", "voortgang-afweging", "tussenstand"):
            assert f'id="{name}"' in part
        assert part.count("hx-swap-oob") == 6  # the total, four sections, the panel
        assert "1 van 41 besproken" in part
        assert 'type="radio"' not in part
        assert "<textarea" not in part

    def test_replies_carry_a_stamp_that_grows(self, checklist, anna, as_user):
        client = as_user(anna)
        assert 'data-stamp="1"' in send(client, checklist, "O7", "3").content.decode()
        assert 'data-stamp="2"' in send(client, checklist, "O7", "2", revision=1).content.decode()
        assert 'data-stamp="3"' in send(client, checklist, "I1", "2").content.decode()

    @pytest.mark.parametrize(
        ("sent", "state", "value"),
        [("niet_besproken", "not_discussed", None), ("nvt", "not_applicable", None), ("0", "answered", 0)],
    )
    def test_not_discussed_is_never_a_zero(self, sent, state, value, checklist, anna, as_user):
        answer(checklist, by=anna, O7=3)
        assert send(as_user(anna), checklist, "O7", sent, revision=1).status_code == 200
        row = stored(checklist, "O7")
        assert (row.state, row.value) == (state, value)

    def test_slot_says_who_said_it_when_it_was_not_the_employer(self, checklist, anna, as_user):
        client = as_user(anna)
        assert "· de leidinggevende" in send(client, checklist, "O7", "3", said_by="manager").content.decode()
        assert "· " not in send(client, checklist, "O7", "3", revision=1).content.decode()

    def test_same_answer_again_makes_no_new_revision(self, checklist, anna, as_user):
        client = as_user(anna)
        send(client, checklist, "O7", "3")
        assert send(client, checklist, "O7", "3", revision=0).status_code == 200
        assert AnswerChange.objects.filter(answer__checklist=checklist).count() == 1

    def test_revision_above_a_thousand_is_sent_as_a_plain_number(self, checklist, anna, as_user):
        Answer.objects.filter(checklist=checklist, question__key="O7").update(revision=1234)
        client = as_user(anna)
        assert 'name="revision" value="1234"' in show(client, checklist)
        part = send(client, checklist, "O7", "3", revision=1234).content.decode()
        assert 'name="revision" value="1235"' in part
        assert 'data-stamp="1235"' in part

    def test_without_htmx_the_page_comes_back_at_the_question(self, checklist, anna, as_user):
        response = send(as_user(anna), checklist, "O7", "3", htmx=False)
        assert response.status_code == 302
        assert response.url == f"{page_of(checklist)}#vraag-O7"
        assert stored(checklist, "O7").value == 3

    def test_note_of_4000_signs_with_line_breaks_is_kept_whole(self, checklist, anna, as_user):
        note = "\n".join(["a" * 99] * 40)
        response = send(as_user(anna), checklist, "O7", "3", note=note.replace("\n", "\r\n"))
        assert response.status_code == 200
        assert stored(checklist, "O7").note == note


class TestRefuse:
    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"value": "5"}, "Dit antwoord bestaat niet bij deze vraag."),
            ({"value": "-1"}, "Dit antwoord bestaat niet bij deze vraag."),
            ({"value": ""}, "Kies een antwoord, of kies Niet besproken."),
            (
                {"value": "3", "note": "x" * 4001},
                "Een notitie mag hoogstens 4000 tekens lang zijn. Deze heeft er 4001.",
            ),
            ({"value": "3", "said_by": "buurman"}, "Kies wie dit zegt"),
            ({"value": "3", "revision": "oud"}, "Deze pagina is verouderd."),
            ({"value": "3", "revision": "-1"}, "Deze pagina is verouderd."),
        ],
    )
    def test_bad_input_gets_a_sentence_and_stores_nothing(self, fields, sentence, checklist, anna, as_user):
        response = send(as_user(anna), checklist, "O7", **fields)
        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert stored(checklist, "O7").revision == 0
        assert not AnswerChange.objects.exists()

    def test_refused_slot_keeps_the_revision_the_person_saw(self, checklist, anna, lea, as_user):
        answer(checklist, by=lea, O7=1)
        part = send(as_user(anna), checklist, "O7", "3", note="x" * 4001).content.decode()
        assert 'name="revision" value="0"' in part

    def test_without_htmx_the_typed_answer_stays_on_the_page(self, checklist, anna, lea, as_user):
        answer(checklist, by=lea, O7=1)
        response = send(as_user(anna), checklist, "O7", "4", note="y" * 4001, htmx=False)
        page = response.content.decode()
        assert response.status_code == 422
        assert "y" * 4001 in page
        assert '<a href="#vraag-O7">' in page
        card = page.split('id="vraag-O7"')[1].split("</article>")[0]
        assert 'value="4" data-step="4" checked' in card
        assert 'name="revision" value="0"' in card

    def test_unknown_question_is_not_found(self, checklist, anna, as_user):
        assert send(as_user(anna), checklist, "X99", "3").status_code == 404

    def test_other_region_is_not_found_and_stores_nothing(self, checklist, chris, as_user):
        assert send(as_user(chris), checklist, "O7", "3").status_code == 404
        assert stored(checklist, "O7").revision == 0

    def test_reader_is_refused_and_stores_nothing(self, checklist, bas, as_user):
        assert send(as_user(bas), checklist, "O7", "3").status_code == 403
        assert stored(checklist, "O7").revision == 0

    def test_lost_session_sends_the_whole_page_to_sign_in_and_back(self, checklist, client):
        url = reverse("checklists:save_answer", args=[checklist.visit_id, "O7"])
        current = f"http://testserver{page_of(checklist)}"
        response = client.post(url, {"answer": "3", "revision": 0}, headers={**HTMX, "HX-Current-URL": current})
        assert response.status_code == 204
        assert response.headers["HX-Redirect"].startswith(reverse("account_login"))
        assert f"next={page_of(checklist)}" in unquote(response.headers["HX-Redirect"])
        assert stored(checklist, "O7").revision == 0


class TestConflict:
    @pytest.fixture
    def newer(self, checklist, lea):
        """Lea answered after Anna opened the page."""
        answer(checklist, by=lea, O7=1, note="Twijfelt")
        return checklist

    def test_both_answers_are_shown_and_nothing_is_stored(self, newer, anna, as_user):
        response = send(as_user(anna), newer, "O7", "4", note="Heel zeker")
        part = response.content.decode()
        assert response.status_code == 409
        for words in ("Lea Bakker heeft deze vraag om", "Twijfelt", "Heel zeker", "Bewaar mijn antwoord"):
            assert words in part
        assert "Neem dat van Lea Bakker" in part
        assert stored(newer, "O7").value == 1

    def test_slot_keeps_the_old_revision_so_that_only_a_choice_overwrites(self, newer, anna, as_user):
        part = send(as_user(anna), newer, "O7", "4").content.decode()
        assert '<input type="hidden" name="revision" value="0">' in part
        assert 'name="revision" value="1">Bewaar mijn antwoord' in part
        assert send(as_user(anna), newer, "O7", "3").status_code == 409
        assert stored(newer, "O7").value == 1

    def test_keeping_mine_stores_it_as_the_next_revision(self, newer, anna, as_user):
        response = send(as_user(anna), newer, "O7", "4", revision=["0", "1"], note="Heel zeker")
        assert response.status_code == 200
        row = stored(newer, "O7")
        assert (row.value, row.note, row.revision, row.saved_by) == (4, "Heel zeker", 2, anna)
        assert list(AnswerChange.objects.filter(answer=row).values_list("value", flat=True)) == [1, 4]

    def test_keeping_mine_over_an_even_newer_one_asks_again(self, newer, anna, lea, as_user):
        answer(newer, by=lea, O7=2)
        assert send(as_user(anna), newer, "O7", "4", revision=["0", "1"]).status_code == 409
        assert stored(newer, "O7").value == 2

    def test_taking_theirs_puts_their_answer_in_the_form_and_stores_nothing(self, newer, anna, as_user):
        response = send(as_user(anna), newer, "O7", "4", keep="theirs")
        card = response.content.decode()
        assert response.status_code == 200
        assert response.headers["HX-Retarget"] == "#vraag-O7"
        assert response.headers["HX-Reswap"] == "outerHTML"
        assert 'value="1" data-step="1" checked autofocus' in card
        assert 'name="revision" value="1"' in card
        assert "Twijfelt" in card
        assert stored(newer, "O7").revision == 1

    def test_taking_theirs_keeps_last_visits_answer_beside_it(self, employer, anna, lea, as_user):
        make_earlier_visits(employer, 1, by=anna)
        now = start_checklist(make_visit(employer, by=anna), by=anna)
        answer(now, by=lea, O7=1)
        assert "Vorige keer (" in send(as_user(anna), now, "O7", "4", keep="theirs").content.decode()

    def test_without_htmx_a_page_asks_and_the_same_choices_work(self, newer, anna, as_user):
        client = as_user(anna)
        response = send(client, newer, "O7", "4", note="Heel zeker", htmx=False)
        page = response.content.decode()
        assert response.status_code == 409
        assert '<input type="hidden" name="answer" value="4">' in page
        assert "Heel zeker</textarea>" in page
        assert "Lea Bakker" in page
        theirs = send(client, newer, "O7", "4", keep="theirs", htmx=False)
        assert theirs.url == f"{page_of(newer)}#vraag-O7"
        assert stored(newer, "O7").value == 1
        mine = send(client, newer, "O7", "4", revision=["0", "1"], htmx=False)
        assert mine.status_code == 302
        assert stored(newer, "O7").value == 4

    def test_own_answer_from_another_tab_is_called_that(self, checklist, anna, as_user):
        answer(checklist, by=anna, O7=1)
        part = send(as_user(anna), checklist, "O7", "4").content.decode()
        assert "U heeft deze vraag om" in part

    @pytest.mark.parametrize("htmx", [True, False])
    def test_concluded_meanwhile_is_said_and_what_was_typed_is_shown(self, htmx, checklist, anna, as_user):
        actions.conclude_checklist(by=anna, checklist=checklist)
        response = send(as_user(anna), checklist, "O7", "4", note="Te laat", htmx=htmx)
        assert response.status_code == 409
        assert "het bezoek is intussen afgerond of afgezegd" in response.content.decode()
        assert "Te laat" in response.content.decode()
        assert stored(checklist, "O7").revision == 0

    def test_cancelled_meanwhile_is_said(self, checklist, anna, as_user):
        employers.cancel_visit(by=anna, visit=checklist.visit, reason="Ziek")
        assert send(as_user(anna), checklist, "O7", "4").status_code == 409
        assert stored(checklist, "O7").revision == 0


class TestNote:
    def test_note_is_stored_and_the_slot_marks_what_was_seen(self, checklist, anna, as_user):
        response = send_note(as_user(anna), checklist, "Goed gesprek", seen=checklist.note_mark)
        checklist.refresh_from_db()
        assert checklist.note == "Goed gesprek"
        assert f'name="seen" value="{checklist.note_mark}"' in response.content.decode()
        assert "Opgeslagen om" in response.content.decode()

    def test_newer_note_of_a_colleague_is_never_overwritten_unseen(self, checklist, anna, lea, as_user):
        seen = checklist.note_mark
        newer = actions.save_note(by=lea, checklist=checklist, note="Van Lea", seen=seen)
        response = send_note(as_user(anna), checklist, "Van Anna", seen=seen)
        part = response.content.decode()
        assert response.status_code == 409
        assert "Van Lea" in part
        assert f'name="seen" value="{seen}"' in part
        assert f'name="seen" value="{newer.note_mark}">Bewaar mijn tekst' in part
        assert Checklist.objects.get(pk=checklist.pk).note == "Van Lea"

    def test_keeping_mine_replaces_the_note_that_was_read(self, checklist, anna, lea, as_user):
        seen = checklist.note_mark
        newer = actions.save_note(by=lea, checklist=checklist, note="Van Lea", seen=seen)
        response = send_note(as_user(anna), checklist, "Van Anna", seen=[seen, newer.note_mark])
        assert response.status_code == 200
        assert Checklist.objects.get(pk=checklist.pk).note == "Van Anna"

    def test_taking_theirs_puts_it_in_the_field(self, checklist, anna, lea, as_user):
        actions.save_note(by=lea, checklist=checklist, note="Van Lea", seen=checklist.note_mark)
        response = send_note(as_user(anna), checklist, "Van Anna", keep="theirs")
        assert response.headers["HX-Retarget"] == "#notitie"
        assert "Van Lea</textarea>" in response.content.decode()
        assert Checklist.objects.get(pk=checklist.pk).note == "Van Lea"

    def test_without_htmx_both_notes_are_on_the_page(self, checklist, anna, lea, as_user):
        seen = checklist.note_mark
        actions.save_note(by=lea, checklist=checklist, note="Van Lea", seen=seen)
        response = send_note(as_user(anna), checklist, "Van Anna", seen=seen, htmx=False)
        page = response.content.decode()
        assert response.status_code == 409
        assert "Van Anna</textarea>" in page
        assert "<blockquote>Van Lea</blockquote>" in page

    @pytest.mark.parametrize("htmx", [True, False])
    def test_too_long_a_note_gets_a_sentence_and_stays_typed(self, htmx, checklist, anna, as_user):
        response = send_note(as_user(anna), checklist, "z" * 4001, seen=checklist.note_mark, htmx=htmx)
        assert response.status_code == 422
        assert "hoogstens 4000 tekens" in response.content.decode()
        assert htmx or "z" * 4001 in response.content.decode()
        assert Checklist.objects.get(pk=checklist.pk).note == ""

    @pytest.mark.parametrize("htmx", [True, False])
    def test_note_after_concluding_is_refused_and_not_thrown_away(self, htmx, checklist, anna, as_user):
        actions.conclude_checklist(by=anna, checklist=checklist)
        response = send_note(as_user(anna), checklist, "Te laat", seen=checklist.note_mark, htmx=htmx)
        assert response.status_code == 409
        assert "het bezoek is al afgerond of afgezegd" in response.content.decode()
        assert htmx or "Te laat" in response.content.decode()
        assert Checklist.objects.get(pk=checklist.pk).note == ""

    def test_without_htmx_the_page_comes_back_at_the_note(self, checklist, anna, as_user):
        response = send_note(as_user(anna), checklist, "Goed gesprek", seen=checklist.note_mark, htmx=False)
        assert response.url == f"{page_of(checklist)}#notitie"


class TestCeilings:
    @pytest.fixture
    def counted(self, employer, anna, as_user):
        """Return a function that counts the queries of the page and of one save, with so many earlier visits."""
        client = as_user(anna)

        def count(earlier):
            make_earlier_visits(employer, earlier, by=anna)
            now = start_checklist(make_visit(employer, by=anna), by=anna)
            show(client, now)  # questions are read once per process
            page = count_queries(lambda: client.get(page_of(now)))
            return page, count_queries(lambda: send(client, now, "O7", "3"))

        return count

    def test_page_and_save_stay_under_their_ceilings(self, counted):
        page, save = counted(1)
        assert page <= PAGE_CEILING
        assert save <= SAVE_CEILING

    def test_queries_do_not_grow_with_earlier_visits(self, counted):
        assert counted(1) == counted(40)
