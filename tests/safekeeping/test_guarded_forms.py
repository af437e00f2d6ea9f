"""The privacy guard on the pages: a BSN is refused, the rest is asked about, nothing typed is lost, only counts are kept."""

import re
from datetime import timedelta

import pytest
from django import forms
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from checklists.models import Answer, Checklist
from employers.models import Agreement, Contact, Visit
from safekeeping.guarding import Guarded
from safekeeping.models import PrivacyCount, PrivacyWord
from safekeeping.queries import forget_words, get_words
from tests.builders import make_agreement, make_contact, make_employer, make_visit, start_checklist

BSN, HEALTH = "Nummer 999768426 van de kandidaat", "Ahmed heeft epilepsie, dus geen heftruck"
NEUTRAL = "Iemand heeft een beperking, dus geen heftruck"
HTMX = {"HX-Request": "true"}
# Forms that take text that is not about the visit: our own people, or what is looked for and not kept.
ELSEWHERE = {"SignInForm", "ListForm", "CatalogueForm", "PipelineForm", "FollowUpForm"}
# The national catalogue: laws and amounts, by who sees no employer.
ELSEWHERE |= {"AmountForm", "InstrumentForm", "RulesForm", "SeriesFilterForm", "SourceFieldsForm"}
ELSEWHERE |= {"DemandForm", "DemandFormForm", "RuleForm", "RuleFormForm", "SourceRowForm", "SourceRowFormForm"}


def all_forms(parent=forms.BaseForm):
    for child in parent.__subclasses__():
        yield child
        yield from all_forms(child)


def has_text(form):
    return any(
        isinstance(field, forms.CharField) and not field.widget.is_hidden and not isinstance(field, forms.EmailField)
        for field in form.base_fields.values()
    )


@pytest.fixture
def visit(reference, noord, anna):
    return make_visit(make_employer(region=noord, by=anna), by=anna)


@pytest.fixture
def checklist(visit, anna):
    return start_checklist(visit, by=anna)


def keep_value(page):
    """Return the value of "keep it as I typed it" on a page or in a status slot."""
    return re.search(r'value="(toch:[0-9a-f]{16})"', page)[1]


def counts():
    return {(row.field, row.kind, row.outcome): row.number for row in PrivacyCount.objects.all()}


def test_every_form_with_free_text_passes_the_guard():
    ours = {config.name for config in apps.get_app_configs()} & {
        "employers",
        "checklists",
        "instruments",
        "safekeeping",
    }
    without = [
        f"{form.__module__}.{form.__name__}"
        for form in all_forms()
        if form.__module__.split(".")[0] in ours
        and hasattr(form, "base_fields")
        and has_text(form)
        and not issubclass(form, Guarded)
        and form.__name__ not in ELSEWHERE
    ]
    assert without == [], "give the form safekeeping.guarding.Guarded as its first base"


class TestPlainForm:
    @pytest.fixture
    def url(self, visit):
        return reverse("employers:agreements", args=[visit.pk])

    def typed(self, what, **changes):
        day = timezone.localdate() + timedelta(days=7)
        return {"side": "desk", "who": "WSP", "what": what, "due_on": day.isoformat(), **changes}

    def test_bsn_is_refused_with_a_sentence_and_stays_in_the_field(self, as_user, anna, url):
        response = as_user(anna).post(url, self.typed(BSN))
        page = response.content.decode()
        assert response.status_code == 422
        assert "burgerservicenummer" in page
        assert f'value="{BSN}"' in page
        assert "Toch bewaren" not in page
        assert not Agreement.objects.exists()

    def test_bsn_is_never_kept_whatever_is_sent_along(self, as_user, anna, url):
        for answer in ("neutraal", "toch", "toch:0000000000000000"):
            assert as_user(anna).post(url, self.typed(BSN, **{"privacy-what": answer})).status_code == 422
        assert not Agreement.objects.exists()

    def test_health_is_asked_about_and_stays_in_the_field(self, as_user, anna, url):
        response = as_user(anna).post(url, self.typed(HEALTH))
        page = response.content.decode()
        assert response.status_code == 422
        assert "iemands gezondheid" in page
        assert f'value="{HEALTH}"' in page
        assert NEUTRAL in page
        assert not Agreement.objects.exists()

    def test_neutral_text_is_kept_when_chosen(self, as_user, anna, url):
        assert as_user(anna).post(url, self.typed(HEALTH, **{"privacy-what": "neutraal"})).status_code == 302
        assert Agreement.objects.get().what == NEUTRAL

    def test_own_text_is_kept_when_chosen(self, as_user, anna, url):
        client = as_user(anna)
        keep = keep_value(client.post(url, self.typed(HEALTH)).content.decode())
        assert client.post(url, self.typed(HEALTH, **{"privacy-what": keep})).status_code == 302
        assert Agreement.objects.get().what == HEALTH

    def test_own_text_with_something_new_in_it_is_asked_about_again(self, as_user, anna, url):
        client = as_user(anna)
        keep = keep_value(client.post(url, self.typed(HEALTH)).content.decode())
        more = f"{HEALTH}. Hij heeft ook reuma."
        response = client.post(url, self.typed(more, **{"privacy-what": keep}))
        assert response.status_code == 422
        assert "reuma" in response.content.decode()

    def test_neutral_text_that_does_not_fit_is_not_offered(self, as_user, anna, url):
        text = ("Ali heeft nah. " * 20)[:298]
        response = as_user(anna).post(url, self.typed(text, **{"privacy-what": "neutraal"}))
        assert response.status_code == 422
        assert 'value="neutraal"' not in response.content.decode()

    def test_name_of_a_person_or_desk_may_sound_like_health(self, as_user, anna, url):
        as_user(anna).post(url, self.typed("Belt terug", who="Praktijk Autisme"))
        assert Agreement.objects.get().who == "Praktijk Autisme"

    def test_counts_say_which_field_and_what_and_never_the_text(self, as_user, anna, url):
        client = as_user(anna)
        client.post(url, self.typed(BSN))
        client.post(url, self.typed(HEALTH))
        client.post(url, self.typed(HEALTH))
        client.post(url, self.typed(HEALTH, **{"privacy-what": "neutraal"}))
        assert counts() == {
            ("AgreementForm.what", "bsn", "refused"): 1,
            ("AgreementForm.what", "health", "warned"): 2,
            ("AgreementForm.what", "name", "warned"): 2,
            ("AgreementForm.what", "health", "neutral"): 1,
            ("AgreementForm.what", "name", "neutral"): 1,
        }


@pytest.mark.parametrize("text", [BSN, HEALTH])
class TestEveryDoor:
    """The same at each door that takes free text: refused or asked about, and nothing stored."""

    def refused(self, client, name, pk, data):
        response = client.post(reverse(name, args=[pk]), data)
        assert response.status_code == 422, (name, response.status_code)
        assert text_of(response)

    def test_visit(self, text, as_user, anna, visit):
        data = {"planned_at_0": "2026-12-01", "planned_at_1": "10:00", "place": "online", "advisers": [anna.pk]}
        self.refused(as_user(anna), "employers:plan_visit", visit.employer_id, data | {"goal": text})
        self.refused(as_user(anna), "employers:cancel_visit", visit.pk, {"reason": text})
        assert Visit.objects.count() == 1
        assert Visit.objects.get().state == "planned"

    def test_contact(self, text, as_user, anna, visit):
        data = {"name": "Henk Wiersma", "keep_until": (timezone.localdate() + timedelta(days=300)).isoformat()}
        self.refused(as_user(anna), "employers:add_contact", visit.employer_id, data | {"job_title": text})
        assert not Contact.objects.exists()

    def test_closing_an_agreement(self, text, as_user, anna, visit):
        agreement = make_agreement(visit, by=anna)
        self.refused(as_user(anna), "employers:close_agreement", agreement.pk, {"state": "done", "note": text})
        assert Agreement.objects.get().state == "open"

    def test_closing_words(self, text, as_user, anna, checklist):
        self.refused(as_user(anna), "checklists:save_closing", checklist.visit_id, {"closing_words": text})
        assert Checklist.objects.get().closing_words == ""

    def test_note_of_the_visit(self, text, as_user, anna, checklist):
        data = {"note": text, "seen": checklist.note_mark}
        self.refused(as_user(anna), "checklists:save_note", checklist.visit_id, data)
        assert Checklist.objects.get().note == ""

    def test_moving_in_the_pipeline(self, text, as_user, anna, visit):
        later = (timezone.localdate() + timedelta(days=60)).isoformat()
        data = {"to": "not_now", "seen": "visit_planned", "reason": text, "come_back_on": later}
        self.refused(as_user(anna), "employers:move", visit.employer_id, data)

    def test_handing_over(self, text, as_user, anna, lea, noord, visit):
        data = {"employers": [visit.employer_id], "to": anna.pk, "note": text}
        response = as_user(lea).post(reverse("employers:hand_over", args=[noord.slug]), data)
        assert response.status_code == 422

    def test_reopening(self, text, as_user, anna, checklist):
        self.refused(as_user(anna), "checklists:reopen", checklist.visit_id, {"reason": text})

    def test_changing_the_advice(self, text, as_user, anna, checklist):
        data = {
            "instrument--kind": "instrument",
            "instrument--added_key": "loonkostensubsidie",
            "instrument--reason": text,
        }
        self.refused(as_user(anna), "checklists:adjust", checklist.visit_id, data)


def text_of(response):
    return "burgerservicenummer" in response.content.decode() or "iemands gezondheid" in response.content.decode()


class TestAnswer:
    @pytest.fixture
    def save(self, as_user, anna, checklist):
        def post(note, headers=HTMX, **changes):
            now = Answer.objects.get(checklist=checklist, question__key="I1")
            data = {"answer": "3", "said_by": "employer", "note": note, "revision": now.revision, **changes}
            url = reverse("checklists:save_answer", args=[checklist.visit_id, "I1"])
            return as_user(anna).post(url, data, headers=headers)

        return post

    def stored(self):
        return Answer.objects.get(question__key="I1")

    def test_bsn_is_refused_in_the_status_slot(self, save):
        response = save(BSN)
        assert response.status_code == 422
        assert "burgerservicenummer" in response.content.decode()
        assert "<button" not in response.content.decode()
        assert self.stored().note == ""

    def test_health_is_asked_about_in_the_status_slot(self, save):
        response = save(HEALTH)
        assert response.status_code == 422
        assert NEUTRAL in response.content.decode()
        assert 'name="revision" value="0"' in response.content.decode()
        assert self.stored().revision == 0

    def test_kept_text_is_stored_and_not_asked_about_again(self, save):
        keep = keep_value(save(HEALTH).content.decode())
        assert save(HEALTH, **{"privacy-note": keep}).status_code == 200
        assert self.stored().note == HEALTH
        assert save(HEALTH, answer="2").status_code == 200
        assert save(f"{HEALTH}. Belt morgen terug.").status_code == 200
        assert save(f"{HEALTH}. Heeft ook reuma.").status_code == 422

    def test_neutral_text_is_stored_and_comes_back_in_the_field(self, save):
        response = save(HEALTH, **{"privacy-note": "neutraal"})
        assert response.status_code == 200
        assert response.headers["HX-Retarget"] == "#vraag-I1"
        assert f">{NEUTRAL}</textarea>" in response.content.decode()
        assert 'id="voortgang"' in response.content.decode()
        assert self.stored().note == NEUTRAL

    def test_without_javascript_the_page_asks_and_keeps_what_was_typed(self, save):
        response = save(HEALTH, headers={})
        page = response.content.decode()
        assert response.status_code == 422
        assert f">{HEALTH}</textarea>" in page
        assert save(HEALTH, headers={}, **{"privacy-note": keep_value(page)}).status_code == 302
        assert self.stored().note == HEALTH

    def test_made_up_notice_is_not_shown(self, save):
        page = save("", headers={}, answer="", notice="<b>onzin</b>").content.decode()
        assert "onzin" not in page


class TestNoteAndClosingWords:
    def test_neutral_note_comes_back_in_the_field(self, as_user, anna, checklist):
        data = {"note": HEALTH, "seen": checklist.note_mark, "privacy-note": "neutraal"}
        url = reverse("checklists:save_note", args=[checklist.visit_id])
        response = as_user(anna).post(url, data, headers=HTMX)
        assert response.headers["HX-Retarget"] == "#notitie"
        assert NEUTRAL in response.content.decode()
        assert Checklist.objects.get().note == NEUTRAL

    def test_neutral_closing_words_come_back_in_the_field(self, as_user, anna, checklist):
        url = reverse("checklists:save_closing", args=[checklist.visit_id])
        data = {"closing_words": HEALTH, "privacy-closing_words": "neutraal"}
        response = as_user(anna).post(url, data, headers=HTMX)
        assert response.headers["HX-Retarget"] == "#slotwoord-formulier"
        assert f"{NEUTRAL}</textarea>" in response.content.decode()

    def test_closing_words_are_asked_about_in_the_status_slot(self, as_user, anna, checklist):
        url = reverse("checklists:save_closing", args=[checklist.visit_id])
        response = as_user(anna).post(url, {"closing_words": HEALTH}, headers=HTMX)
        assert response.status_code == 422
        assert "Toch bewaren" in response.content.decode()


class TestStoredText:
    def test_what_stood_there_already_is_not_asked_about_again(self, as_user, anna, visit):
        contact = make_contact(visit.employer, by=anna, job_title="Kok met diabetes")
        data = {"name": "Henk", "job_title": "Kok met diabetes", "is_current": "on"}
        data["keep_until"] = contact.keep_until.isoformat()
        assert as_user(anna).post(reverse("employers:edit_contact", args=[contact.pk]), data).status_code == 302


class TestWordList:
    @pytest.fixture(autouse=True)
    def fresh(self):
        forget_words()
        yield
        forget_words()

    def test_administrator_adds_and_switches_off_words(self, client, django_user_model, reference):
        client.force_login(django_user_model.objects.create_superuser("root@voorbeeld.nl", "Sofie Prins"))
        data = {"word": "vlinderziekte", "kind": "diagnosis", "neutral": "een beperking", "is_active": "on"}
        assert client.post("/beheer/safekeeping/privacyword/add/", data).status_code == 302
        assert get_words().has("diagnosis", "Zij heeft vlinderziekte")
        row = PrivacyWord.objects.get(word="vlinderziekte")
        url = f"/beheer/safekeeping/privacyword/{row.pk}/change/"
        client.post(url, {name: value for name, value in data.items() if name != "is_active"})
        assert not get_words().has("diagnosis", "Zij heeft vlinderziekte")

    def test_pattern_is_no_word(self, client, django_user_model):
        client.force_login(django_user_model.objects.create_superuser("root@voorbeeld.nl", "Sofie Prins"))
        data = {"word": "(a+)+$", "kind": "diagnosis", "is_active": "on"}
        assert "Gebruik letters" in client.post("/beheer/safekeeping/privacyword/add/", data).content.decode()
        assert not PrivacyWord.objects.filter(word="(a+)+$").exists()

    def test_guard_works_before_anything_was_loaded(self, db):
        PrivacyWord.objects.all().delete()
        assert get_words().has("diagnosis", "Hij heeft epilepsie")

    def test_device_gets_the_list_once(self, as_user, anna):
        client = as_user(anna)
        first = client.get(reverse("safekeeping:privacy_words"))
        assert "epilep" in first.json()["patterns"]["diagnosis"]
        again = client.get(reverse("safekeeping:privacy_words"), headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304
