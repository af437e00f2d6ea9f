"""Versions of an instrument, and what a region adds to it: nothing is lost, nobody overwrites another, and the gate holds."""

import copy
import json
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from instruments import actions, queries
from instruments.amounts import Source
from instruments.calculators import read_block
from instruments.models import Instrument, InstrumentVersion, ReferenceChange, RegionalSupplement
from regions.access import MANAGE, VIEW, fetch
from regions.actions import add_member
from regions.models import Role
from tests.builders import answer_all, give_advice, make_employer, make_visit, start_checklist

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
REFERENCE = json.loads((FIXTURES / "instruments.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.usefixtures("reference")


def load(slug="ips", **change):
    reference = copy.deepcopy(REFERENCE)
    next(row for row in reference["instruments"] if row["slug"] == slug).update(change)
    return actions.load_catalogue(by=None, reference=reference)


def change_instrument(**change):
    """Change an instrument with a source that will do."""
    return actions.change_instrument(**{"source": "Participatiewet", "source_date": "2026-07-01"} | change)


class TestVersions:
    def test_first_load_is_version_one_of_everything(self):
        assert set(InstrumentVersion.objects.values_list("number", "made_by")) == {(1, None)}
        assert InstrumentVersion.objects.count() == Instrument.objects.count()

    def test_loading_again_makes_no_version(self):
        load()
        assert InstrumentVersion.objects.filter(instrument__slug="ips").count() == 1

    def test_changed_text_makes_the_next_version_and_keeps_the_old_one(self):
        old = queries.get_instrument("ips").summary
        load(summary="Een nieuwe tekst.")
        row = queries.get_instrument("ips")
        assert (row.version, row.summary) == (2, "Een nieuwe tekst.")
        assert [one.number for one in queries.get_versions(row)] == [2, 1]
        assert queries.get_version("ips", 1).content["summary"] == old
        assert queries.get_version("ips", 2).digest != queries.get_version("ips", 1).digest
        assert queries.get_instrument("bbl").version == 1

    def test_changed_table_or_rule_makes_a_version_too(self):
        cell = {"otherwise": {"outcome": "yes", "why": "Dit kan altijd.", "status": "secundair"}}
        load(eligibility=cell)
        assert queries.get_instrument("ips").version == 2

    def test_table_that_is_not_sound_is_refused(self):
        with pytest.raises(ValueError, match="unknown group 'rijken'"):
            load(eligibility={"rijken": {"outcome": "yes", "status": "wettekst"}})
        with pytest.raises(ValueError, match="unknown fact 'weer'"):
            load(demands=[{"must": "Mooi weer.", "fact": "weer", "is": 1, "status": "secundair"}])

    def test_administrator_changes_a_text_and_the_next_load_leaves_it(self, anna):
        row = queries.get_instrument("ips")
        changed = change_instrument(by=anna, instrument=row, version=1, fields={"summary": "Onze eigen tekst."})
        load()
        kept = queries.get_instrument("ips")
        assert (changed.version, kept.version, kept.summary) == (2, 2, "Onze eigen tekst.")
        assert kept.catalogue_on == timezone.localdate()
        assert queries.get_versions(kept)[0].made_by == anna
        assert queries.get_catalogue("onze eigen tekst").get() == kept

    @pytest.fixture
    def beside(self, anna):
        """An instrument that was changed here, with a newer text of the file beside it."""
        row = queries.get_instrument("ips")
        change_instrument(by=anna, instrument=row, version=1, fields={"summary": "Onze eigen tekst."})
        load(summary="Nieuw in het bestand.")
        return queries.get_instrument("ips")

    def test_new_text_of_the_file_waits_beside_the_administrators_own(self, beside):
        assert (beside.version, beside.summary) == (2, "Onze eigen tekst.")
        assert [(one.number, one.made_by_id is None) for one in queries.get_versions(beside)] == [
            (3, True),
            (2, False),
            (1, True),
        ]
        load(summary="Nieuw in het bestand.")
        assert queries.get_versions(beside).count() == 3

    def test_administrator_takes_the_new_text_over(self, beside, anna):
        row = actions.settle_instrument(by=anna, instrument=beside, version=2, takes_over=True)
        assert (row.version, row.summary) == (4, "Nieuw in het bestand.")
        assert queries.get_catalogue("nieuw in het bestand").get() == row
        load(summary="Nieuw in het bestand.")
        assert queries.get_instrument("ips").version == 4

    def test_administrator_keeps_their_own_and_is_not_asked_again(self, beside, anna):
        row = actions.settle_instrument(by=anna, instrument=beside, version=2, takes_over=False)
        assert (row.version, row.summary) == (4, "Onze eigen tekst.")
        with pytest.raises(actions.NewerVersion):
            actions.settle_instrument(by=anna, instrument=row, version=4, takes_over=True)

    def test_change_after_a_waiting_text_gets_a_number_of_its_own(self, beside, anna):
        row = change_instrument(by=anna, instrument=beside, version=2, fields={"summary": "Nog eens."})
        assert row.version == 4

    def test_change_without_a_source_is_refused_by_action_and_database(self, anna):
        row = queries.get_instrument("ips")
        with pytest.raises(ValueError, match="needs a source"):
            change_instrument(by=anna, instrument=row, version=1, fields={"summary": "X"}, source="")
        with pytest.raises(IntegrityError), transaction.atomic():
            InstrumentVersion.objects.filter(instrument=row).update(made_by=anna)

    def test_nobody_overwrites_a_newer_version(self, anna):
        row = queries.get_instrument("ips")
        change_instrument(by=anna, instrument=row, version=1, fields={"summary": "Eerst."})
        with pytest.raises(actions.NewerVersion):
            change_instrument(by=anna, instrument=row, version=1, fields={"summary": "Later."})

    def test_change_without_a_difference_makes_no_version(self, anna):
        row = queries.get_instrument("ips")
        change_instrument(by=anna, instrument=row, version=1, fields={"summary": row.summary})
        assert queries.get_instrument("ips").version == 1

    @pytest.mark.parametrize("fields", [{"sources": []}, {"category": "geschenk"}, {"rules": [{"all": []}]}])
    def test_change_that_is_not_sound_is_refused(self, anna, fields):
        with pytest.raises(ValueError):
            change_instrument(by=anna, instrument=queries.get_instrument("ips"), version=1, fields=fields)
        assert queries.get_instrument("ips").version == 1

    def test_only_texts_and_rules_can_be_changed(self, anna):
        with pytest.raises(KeyError):
            change_instrument(by=anna, instrument=queries.get_instrument("ips"), version=1, fields={"slug": "x"})

    def test_advice_keeps_the_version_it_printed(self, noord, anna):
        load(slug="no-riskpolis", yields="Een andere opbrengst.")
        visit = make_visit(make_employer(region=noord, by=anna), by=anna)
        checklist = start_checklist(visit, by=anna)
        answer_all(checklist, by=anna, O6a=1)
        advice = give_advice(visit, by=anna)
        load(slug="no-riskpolis", yields="Nog een andere opbrengst.")
        printed = {one["slug"]: one["version"] for one in advice.content["instruments"]}
        assert printed["no-riskpolis"] == 2
        assert queries.get_version("no-riskpolis", 2).content["yields"] == "Een andere opbrengst."


FIELDS = {
    "contact": "Loket Werk, 050 123 45 67",
    "route": "Bel het loket.",
    "lead_time": "Twee weken",
    "terms": "Geen.",
}
BLOCK = {"name": "Bijstand", "value": "40000", "source": "Eigen beleid 2026", "source_date": "2026-01-01"}


@pytest.fixture
def lks():
    return queries.get_instrument("loonkostensubsidie")


@pytest.fixture
def petra(noord):
    """Petra is the administrator of Noord."""
    return add_member(by=None, email="petra@voorbeeld.nl", name="Petra Visser", role=Role.ADMIN, region=noord)


def save(by, region, instrument, revision=0, **fields):
    return actions.save_supplement(
        by=by, region=region, instrument=instrument, revision=revision, fields={**FIELDS, **fields}
    )


class TestSupplements:
    def test_region_adds_its_own_contact_and_terms(self, petra, noord, lks):
        row = save(petra, noord, lks)
        found = queries.get_supplement(noord, lks)
        assert (found, found.contact, found.changed_by, found.revision) == (row, FIELDS["contact"], petra, 1)

    def test_every_change_is_remembered_with_what_it_was(self, petra, noord, lks):
        save(petra, noord, lks)
        save(petra, noord, lks, revision=1, lead_time="Drie weken")
        newest, oldest = queries.get_supplement_changes(noord, lks)
        assert (newest.before["lead_time"], newest.after["lead_time"]) == ("Twee weken", "Drie weken")
        assert (oldest.before, oldest.changed_by) == (None, petra)

    def test_saving_the_same_again_writes_nothing(self, petra, noord, lks):
        save(petra, noord, lks)
        save(petra, noord, lks, revision=1)
        assert queries.get_supplement(noord, lks).revision == 1
        assert ReferenceChange.objects.count() == 1

    def test_text_is_kept_when_what_was_opened_is_no_longer_there(self, petra, noord, lks):
        save(petra, noord, lks, revision=7)
        assert queries.get_supplement(noord, lks).revision == 1

    def test_nobody_overwrites_a_newer_one(self, petra, noord, lks):
        save(petra, noord, lks)
        with pytest.raises(actions.NewerSupplement):
            save(petra, noord, lks, revision=0, contact="Iemand anders")

    @pytest.mark.parametrize(
        "wrong",
        [{"source": ""}, {"source_date": ""}, {"value": "veel"}, {"value": "0"}, {"value": "NaN"}, {"name": ""}],
    )
    def test_block_without_a_number_or_source_is_refused(self, petra, noord, lks, wrong):
        with pytest.raises(ValueError):
            save(petra, noord, lks, blocks=[BLOCK | wrong])
        assert queries.get_supplement(noord, lks) is None

    def test_blocks_are_kept_with_their_source(self, petra, noord, lks):
        save(petra, noord, lks, blocks=[BLOCK])
        (kept,) = queries.get_supplement(noord, lks).blocks
        assert kept == BLOCK
        assert read_block(kept).source == Source("Eigen beleid 2026", "2026-01-01", "officieel")

    def test_each_sees_what_the_own_regions_add(self, petra, anna, bas, chris, dana, noord, zuid, lks):
        row = save(petra, noord, lks)
        other = save(chris, zuid, lks)
        for user, expected in ((anna, [row]), (bas, [row]), (petra, [row]), (chris, [other]), (dana, [])):
            assert list(queries.get_supplements(user, lks)) == expected

    def test_only_the_administrator_of_the_region_passes_the_gate_to_change_it(self, petra, anna, chris, noord, lks):
        row = save(petra, noord, lks)
        rows = RegionalSupplement.objects.all()
        assert fetch(rows, petra, MANAGE, pk=row.pk) == row
        assert fetch(rows, anna, VIEW, pk=row.pk) == row
        with pytest.raises(PermissionDenied):
            fetch(rows, anna, MANAGE, pk=row.pk)
        with pytest.raises(Http404):
            fetch(rows, chris, MANAGE, pk=row.pk)
