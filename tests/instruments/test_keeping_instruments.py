"""The screens of the instruments and their rules: change, see beforehand, compare versions, choose after a new release."""

import copy
import html
import json
import re
from pathlib import Path

import pytest
from django.urls import reverse

from instruments import actions, queries
from instruments.forms import (
    DemandForm,
    DemandFormSet,
    InstrumentForm,
    RuleForm,
    RuleFormSet,
    RulesForm,
    SourceFormSet,
    get_changed_rules,
)
from instruments.models import Instrument
from tests.builders import answer_all, give_advice, make_employer, make_visit, start_checklist

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
REFERENCE = json.loads((FIXTURES / "instruments.json").read_text(encoding="utf-8"))
SOURCE = {"bron": "Stcrt. 2026, 4321", "bron_datum": "24-11-2026"}

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def keeper(as_user, nora):
    return as_user(nora)


def load(slug, **change):
    reference = copy.deepcopy(REFERENCE)
    next(row for row in reference["instruments"] if row["slug"] == slug).update(change)
    return actions.load_catalogue(by=None, reference=reference)


def read_form(page):
    """Return what a browser would send back of the only large form on a page: every field with its value."""
    body = page.content.decode()
    body = body[body.index('<form method="post" class="formulier"') :]
    body = body[: body.index("</form>")]
    values = {}
    for tag in re.findall(r"<input\b[^>]*>", body):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if found.get("type") == "checkbox" and re.search(r"\schecked\b", tag):
            values.setdefault(found["name"], []).append(found["value"])
        elif "name" in found and found.get("type") != "checkbox":
            values[found["name"]] = html.unescape(found.get("value", ""))
    for name, text in re.findall(r'<textarea\b[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', body, re.S):
        values[name] = html.unescape(text).strip("\n")
    for name, options in re.findall(r'<select\b[^>]*name="([^"]+)"[^>]*>(.*?)</select>', body, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        values[name] = html.unescape(chosen[1]) if chosen else ""
    values.pop("csrfmiddlewaretoken")
    return values


def fill(form):
    """Return what a browser would send of a form that was not touched."""
    return {form.add_prefix(name): "" if form[name].value() is None else form[name].value() for name in form.fields}


def fill_rows(formset):
    """Return what a browser would send of a list of rows that was not touched."""
    values = fill(formset.management_form)
    for row in formset.forms:
        values |= {name: value for name, value in fill(row).items() if not name.endswith("-DELETE")}
    return values


def send(client, kind, slug="ips", step="bewaar", **typed):
    address = reverse(f"catalogue:{kind}", args=[slug])
    return client.post(address, read_form(client.get(address)) | SOURCE | {"stap": step} | typed)


def text(response):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


class TestTexts:
    @pytest.mark.parametrize("slug", ["loonkostensubsidie", "banenafspraak-doelgroepregister"])
    def test_page_sent_back_unchanged_changes_nothing(self, keeper, slug):
        for kind in ("edit_instrument", "edit_rules"):
            response = send(keeper, kind, slug)
            assert response.status_code == 302
            assert queries.get_instrument(slug).version == 1

    def test_dates_are_shown_as_a_browser_reads_them(self, keeper):
        page = keeper.get(reverse("catalogue:edit_instrument", args=["loonkostensubsidie"])).content.decode()
        assert 'name="valid_from" value="2015-01-01"' in page

    def test_forms_of_every_instrument_read_back_what_they_show(self):
        for row in Instrument.objects.all():
            form = InstrumentForm(fill(InstrumentForm(instrument=row)) | SOURCE, instrument=row)
            assert form.is_valid(), (row.slug, form.errors)
            assert form.get_changed() == {}, row.slug
            sources = SourceFormSet(fill_rows(SourceFormSet(initial=row.sources, prefix="b")), prefix="b")
            assert sources.is_valid(), (row.slug, sources.errors)
            assert sources.sources == row.sources, row.slug

    def test_rules_of_every_instrument_read_back_what_they_show(self):
        for row in Instrument.objects.all():
            blank = RulesForm(instrument=row)
            rules = RuleFormSet(initial=[RuleForm.describe(one) for one in row.rules], prefix="r")
            demands = DemandFormSet(initial=[DemandForm.describe(one) for one in row.demands], prefix="d")
            form = RulesForm(fill(blank) | SOURCE, instrument=row)
            sent = RuleFormSet(fill_rows(rules), prefix="r"), DemandFormSet(fill_rows(demands), prefix="d")
            assert all(one.is_valid() for one in (form, *sent)), row.slug
            assert get_changed_rules(form, *sent) == {}, row.slug

    def test_list_shows_every_instrument_in_one_query(self, keeper, django_assert_max_num_queries):
        with django_assert_max_num_queries(5):
            page = text(keeper.get(reverse("catalogue:instruments")))
        assert page.count("Regels van") == len(REFERENCE["instruments"])

    def test_preview_shows_what_differs_and_stores_nothing(self, keeper):
        response = send(keeper, "edit_instrument", step="bekijk", deadline="Binnen drie weken.")
        assert response.status_code == 200
        assert "Binnen drie weken." in text(response)
        assert queries.get_instrument("ips").version == 1

    def test_preview_carries_what_was_typed_on(self, keeper):
        page = send(keeper, "edit_instrument", step="bekijk", conditions="Regel een.\nRegel twee.").content.decode()
        sent = {"stap": "bewaar"}
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page):
            sent.setdefault(name, []).append(html.unescape(value))
        before = queries.get_instrument("ips")
        keeper.post(reverse("catalogue:edit_instrument", args=["ips"]), sent)
        after = queries.get_instrument("ips")
        assert after.conditions == ["Regel een.", "Regel twee."]
        assert (after.version, after.needs, after.sources) == (2, before.needs, before.sources)

    def test_change_is_a_version_with_person_and_source(self, keeper, nora):
        response = send(keeper, "edit_instrument", deadline="Binnen drie weken.")
        assert response.url == reverse("catalogue:versions", args=["ips"])
        version = queries.get_version("ips", 2)
        assert (version.made_by, version.source, version.source_date) == (nora, "Stcrt. 2026, 4321", "2026-11-24")
        page = text(keeper.get(response.url))
        assert "Versie 2 geldt nu , door Nora Tromp." in page
        assert "Bron: Stcrt. 2026, 4321, 2026-11-24" in page
        assert "Binnen drie weken." in page

    def test_advice_keeps_the_version_it_printed(self, keeper, noord, anna):
        visit = make_visit(make_employer(region=noord, by=anna), by=anna)
        answer_all(start_checklist(visit, by=anna), by=anna, O6a=1)
        advice = give_advice(visit, by=anna)
        before = copy.deepcopy(advice.content)
        slug = before["instruments"][0]["slug"]
        send(keeper, "edit_instrument", slug, summary="Een heel andere uitleg.")
        advice.refresh_from_db()
        assert advice.content == before
        assert advice.content["instruments"][0]["version"] == 1
        assert queries.get_version(slug, 1).content["summary"] != "Een heel andere uitleg."
        assert queries.get_instrument(slug).version == 2

    def test_instrument_that_ended_is_marked_and_no_longer_proposed(self, keeper):
        send(keeper, "edit_instrument", state="ended", state_text="Gestopt op 1 december 2026.")
        row = queries.get_instrument("ips")
        assert (row.state, row.state_text) == ("ended", "Gestopt op 1 december 2026.")
        assert "Bestaat niet meer" in text(keeper.get(reverse("catalogue:instruments")))

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("bron", "", "Noem de bron. Zonder bron bewaren wij niets."),
            ("bron_datum", "", "Vul in van welke datum de bron is."),
            ("bron_datum", "ooit", "Vul een datum in"),
            ("name", "", "Vul dit in."),
            ("name", "x" * 121, "Gebruik hoogstens 120 tekens."),
            ("summary", "Dat levert € 100 op.", "Noem hier geen bedrag."),
            ("summary", "De werkgever wil niet.", "Schrijf dit anders"),
            ("executors", "", "Noem wie dit uitvoert."),
            ("conditions", "x" * 401, "Deze regel is te lang"),
            ("conditions", "x\n" * 26, "te veel regels"),
            ("valid_until", "gisteren", "Vul een datum in"),
            ("bronnen-0-url", "geen adres", "Dit is geen webadres."),
            ("bronnen-0-title", "", "Noem de titel van deze bron."),
        ],
    )
    def test_bad_input_is_told_at_its_field_and_nothing_is_stored(self, keeper, field, value, sentence):
        response = send(keeper, "edit_instrument", deadline="Binnen drie weken.", **{field: value})
        page = response.content.decode()
        assert response.status_code == 422
        assert sentence in re.search(rf'id="id_{field}_error">(.*?)</div>', page, re.S)[1]
        assert "Binnen drie weken." in page
        assert queries.get_instrument("ips").version == 1

    def test_last_source_cannot_be_taken_away(self, keeper):
        row = queries.get_instrument("ips")
        gone = {f"bronnen-{number}-DELETE": "on" for number in range(len(row.sources))}
        response = send(keeper, "edit_instrument", **gone)
        assert response.status_code == 422
        assert "Een instrument heeft minstens een bron." in text(response)

    def test_source_is_added(self, keeper):
        row = queries.get_instrument("ips")
        number = len(row.sources)
        new = {f"bronnen-{number}-title": "Nieuwe regeling", f"bronnen-{number}-status": "wettekst"}
        send(keeper, "edit_instrument", **new)
        assert queries.get_instrument("ips").sources[-1]["title"] == "Nieuwe regeling"
        assert queries.get_instrument("ips").sources[:-1] == row.sources

    @pytest.mark.parametrize(("kind", "field"), [("edit_instrument", "deadline"), ("edit_rules", "bron")])
    def test_someone_else_was_first_and_nothing_is_written_over(self, keeper, nora, kind, field):
        address = reverse(f"catalogue:{kind}", args=["ips"])
        form = read_form(keeper.get(address)) | SOURCE | {field: "Wat ik typte"}
        row = queries.get_instrument("ips")
        actions.change_instrument(
            by=nora, instrument=row, version=1, fields={"summary": "Eerst."}, source="Wet", source_date="2026"
        )
        for step in ("bekijk", "bewaar"):
            response = keeper.post(address, form | {"stap": step})
            assert response.status_code == 409
            assert "Iemand anders heeft dit instrument net gewijzigd" in text(response)
            assert "Wat ik typte" in response.content.decode()
        assert queries.get_instrument("ips").version == 2

    def test_unknown_instrument_is_404(self, keeper):
        for name in ("edit_instrument", "edit_rules", "versions"):
            assert keeper.get(reverse(f"catalogue:{name}", args=["bestaat-niet"])).status_code == 404


class TestVersions:
    def test_any_two_versions_are_compared(self, keeper):
        send(keeper, "edit_instrument", deadline="Binnen drie weken.")
        send(keeper, "edit_instrument", deadline="Binnen vier weken.")
        address = reverse("catalogue:versions", args=["ips"])
        last, first = text(keeper.get(address)), text(keeper.get(address, {"van": "1", "tot": "2"}))
        assert "Termijn Binnen drie weken. Binnen vier weken." in last
        assert "Binnen vier weken." not in first
        assert keeper.get(address, {"van": "99", "tot": "x"}).status_code == 200

    def test_new_release_waits_and_the_keeper_chooses(self, keeper):
        send(keeper, "edit_instrument", deadline="Binnen drie weken.")
        load("ips", deadline="Binnen een maand.")
        assert "bij 1 instrument" in text(keeper.get(reverse("catalogue:start")))
        assert "nieuwe tekst wacht" in text(keeper.get(reverse("catalogue:instruments")))
        address = reverse("catalogue:versions", args=["ips"])
        assert "als versie 3, en geldt die van u nog" in text(keeper.get(address))
        settle = reverse("catalogue:settle_instrument", args=["ips"])
        keeper.post(settle, {"keuze": "nieuw", "versie": "2"})
        assert queries.get_instrument("ips").deadline == "Binnen een maand."
        assert "Tekst van de nieuwe uitgave overgenomen" in text(keeper.get(address))
        assert "Iemand anders koos net" in text(keeper.post(settle, {"keuze": "eigen", "versie": "2"}, follow=True))
        assert queries.count_waiting() == 0


class TestRules:
    def test_list_says_every_rule_in_words(self, keeper):
        page = text(keeper.get(reverse("catalogue:rules")))
        assert "Als antwoord O6a hoogstens 1: omdat u opziet tegen de kosten (determinant W1)." in page
        assert page.count("groepen nagegaan") == len(REFERENCE["instruments"])

    def test_new_rule_is_stored_with_its_source_and_seen_in_the_history(self, keeper):
        number = len(queries.get_instrument("ips").rules)
        rule = {
            f"regels-{number}-conditions": "antwoord O7 hoogstens 1\nwillen minstens 45",
            f"regels-{number}-because": "u zoekt begeleiding",
            f"regels-{number}-rank": "signal",
        }
        assert send(keeper, "edit_rules", **rule).status_code == 302
        kept = queries.get_instrument("ips").rules[-1]
        assert kept == {
            "rank": "signal",
            "all": [{"fact": "answer.O7", "at_most": 1}, {"fact": "side.willen", "at_least": 45}],
            "because": "u zoekt begeleiding",
        }
        page = text(keeper.get(reverse("catalogue:versions", args=["ips"])))
        assert "Als antwoord O7 hoogstens 1 en willen minstens 45: omdat u zoekt begeleiding (signaal)" in page

    def test_rule_exception_demand_and_group_are_changed_and_taken_away(self, keeper):
        row = queries.get_instrument("loonkostensubsidie")
        typed = {
            "regels-0-DELETE": "on",
            "unless": "profiel is P5\nantwoord I2a hoogstens 0 en antwoord I2c hoogstens 1",
            "eisen-0-must": "De loonwaarde is lager dan 90%.",
            "eisen-0-condition": "loonwaarde onder 90",
            "geen_groep-uitkomst": "local",
            "geen_groep-waarom": "Uw gemeente beslist.",
            "geen_groep-status": "officieel",
        }
        assert send(keeper, "edit_rules", row.slug, **typed).status_code == 302
        changed = queries.get_instrument(row.slug)
        assert changed.rules == row.rules[1:]
        assert changed.unless[1]["all"][1] == {"fact": "answer.I2c", "at_most": 1}
        assert changed.demands[0]["below"] == 90
        cell = {"outcome": "local", "why": "Uw gemeente beslist.", "status": "officieel"}
        assert changed.eligibility == row.eligibility | {"geen_groep": cell}

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("bron", "", "Noem de bron. Zonder bron bewaren wij niets."),
            ("regels-0-conditions", "het weer is mooi", "Wij kennen dit niet: “het weer is mooi”."),
            ("regels-0-conditions", "willen 45", "Zeg in “willen 45” hoe u vergelijkt"),
            ("regels-0-conditions", "willen minstens veel", "past er niet bij"),
            ("regels-0-conditions", "", "Zeg wanneer deze regel geldt."),
            ("regels-0-because", "", "zonder reden adviseren wij niets"),
            ("regels-0-because", "de werkgever wil niet", "Schrijf dit anders"),
            ("regels-0-determinant", "", "Kies over welke determinant"),
            ("unless", "profiel", "Wij kennen dit niet"),
            ("ww-waarom", "", "Zeg waarom, of onder welke voorwaarde."),
            ("ww-status", "", "Kies hoe u dit bent nagegaan."),
            ("eisen-0-must", "", "Zeg wat er moet kloppen."),
            ("eisen-0-condition", "uren minstens 12\nloonwaarde onder 9", "Wij kennen dit niet"),
        ],
    )
    def test_bad_rule_is_told_at_its_field_and_nothing_is_stored(self, keeper, field, value, sentence):
        response = send(keeper, "edit_rules", "loonkostensubsidie", **{field: value})
        page = html.unescape(response.content.decode())
        assert response.status_code == 422
        assert sentence in re.search(rf'id="id_{field}_error">(.*?)</div>', page, re.S)[1]
        assert queries.get_instrument("loonkostensubsidie").version == 1

    def test_change_of_a_text_asks_no_dry_run_and_of_a_rule_does(self, keeper):
        assert "Uitgeprobeerd" not in text(send(keeper, "edit_instrument", step="bekijk", deadline="Anders."))
        assert "Uitgeprobeerd" in text(send(keeper, "edit_rules", step="bekijk", unless="profiel is P1"))
        assert Instrument.objects.get(slug="ips").unless != [{"fact": "profile", "is": "P1"}]
