"""The commands that make a database ready: twice does nothing twice, and nothing made up ever reaches production."""

import io
import json
import shutil

import pytest
from django.core.management import CommandError, call_command

from checklists.management.commands import load_demo, prepare
from checklists.models import Question, QuestionSet, Section, Tip
from employers.models import Benchmark, Employer
from instruments.models import Instrument
from regions.actions import change_desk
from regions.models import Municipality, Region, User
from tests.builders import make_employer

REFERENCE_TABLES = (Region, Municipality, Benchmark, Instrument, QuestionSet, Section, Question, Tip)


def run(name, **options):
    """Run a command and return what it said."""
    said = io.StringIO()
    call_command(name, stdout=said, **options)
    return said.getvalue()


def rows():
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in REFERENCE_TABLES}


class TestLoadReference:
    def test_everything_is_there(self, reference):
        counts = {model.__name__: model.objects.count() for model in REFERENCE_TABLES}
        assert (counts["Region"], counts["Municipality"]) == (35, 342)
        assert counts["Tip"] == 11
        assert counts["Instrument"] >= 30
        assert min(counts.values()) >= 1

    def test_twice_does_nothing_twice(self, reference):
        before = rows()
        run("load_reference")
        assert rows() == before

    def test_settings_of_a_region_stay(self, reference):
        groningen = Region.objects.get(code="AM01")
        change_desk(
            by=None, region=groningen, organisation_name="Werkcentrum Noord", phone="050 1", email="a@voorbeeld.nl"
        )
        run("load_reference")
        groningen.refresh_from_db()
        assert (groningen.organisation_name, groningen.phone) == ("Werkcentrum Noord", "050 1")

    def test_says_how_many_of_what_when_asked(self, reference):
        said = run("load_reference", verbosity=2)
        assert "regions: (35, 342)" in said
        assert "tips: 11" in said
        assert run("load_reference", verbosity=1) == ""

    @pytest.fixture
    def copied(self, reference, settings, tmp_path):
        """The fixtures in a folder where a test may break them."""
        shutil.copytree(settings.BASE_DIR / "fixtures", tmp_path / "fixtures")
        settings.BASE_DIR = tmp_path
        return tmp_path / "fixtures"

    @pytest.mark.parametrize(
        ("name", "change", "message"),
        [
            ("benchmarks", lambda file: file["benchmarks"][0].pop("source"), "has no source"),
            ("instruments", lambda file: file["instruments"][0].update(sources=[]), "has no source"),
            ("tips", lambda file: file["tips"][0]["rules"][0].update(rank="rumour"), "no rank"),
            ("questions", lambda file: file["sections"][0]["questions"][0].update(kind="open"), "open"),
            ("regions", lambda file: file["municipalities"][0].update(region="AM99"), "AM99"),
        ],
    )
    def test_file_that_is_not_sound_is_refused_by_its_name_and_changes_nothing(self, name, change, message, copied):
        path = copied / f"{name}.json"
        content = json.loads(path.read_text(encoding="utf-8"))
        change(content)
        path.write_text(json.dumps(content), encoding="utf-8")
        before = rows()
        with pytest.raises(CommandError, match=rf"fixtures/{name}.json is niet geladen: .*{message}"):
            run("load_reference")
        assert rows() == before

    def test_what_came_before_the_file_that_is_refused_is_not_loaded_either(self, copied):
        regions = json.loads((copied / "regions.json").read_text(encoding="utf-8"))
        regions["regions"][0]["name"] = "Anders"
        (copied / "regions.json").write_text(json.dumps(regions), encoding="utf-8")
        (copied / "tips.json").write_text('{"tips": [{}]}', encoding="utf-8")
        with pytest.raises(CommandError, match=r"fixtures/tips.json is niet geladen"):
            run("load_reference")
        assert not Region.objects.filter(name="Anders").exists()

    def test_file_that_is_no_json_is_refused_by_its_name(self, copied):
        (copied / "tips.json").write_text("{", encoding="utf-8")
        with pytest.raises(CommandError, match=r"fixtures/tips.json is niet geladen"):
            run("load_reference")


class TestLoadDemo:
    @pytest.fixture
    def small_demo(self, monkeypatch, reference):
        """A demo of two employers, because the whole one is looked at elsewhere."""
        whole = load_demo.make_demo
        monkeypatch.setattr(
            load_demo, "make_demo", lambda story: whole({**story, "employers": story["employers"][8:10]})
        )

    def test_prints_the_logins_and_their_password(self, small_demo):
        said = run("load_demo")
        assert "Verzonnen werkgevers geladen: 2" in said
        assert "het wachtwoord is steeds werkgeverskompas" in said
        assert "anna@voorbeeld.nl" in said
        assert Employer.objects.count() == 2

    def test_second_time_changes_nothing(self, small_demo):
        run("load_demo")
        with pytest.raises(CommandError, match="Er staan al werkgevers"):
            run("load_demo")
        said = run("load_demo", if_empty=True)
        assert "geladen" not in said
        assert "anna@voorbeeld.nl" in said
        assert Employer.objects.count() == 2

    def test_production_never_gets_it(self, small_demo, settings):
        settings.IS_PRODUCTION = True
        for options in ({}, {"if_empty": True}, {"reset": True}):
            with pytest.raises(CommandError, match="In productie horen geen verzonnen werkgevers"):
                run("load_demo", **options)
        assert not User.objects.exists()

    def test_reset_never_throws_away_an_employer_that_is_not_made_up(self, small_demo, noord):
        someone = User.objects.create_user("adviseur@gemeente.example", "Echte Adviseur")
        make_employer(region=noord, by=someone)
        with pytest.raises(CommandError, match="die niet verzonnen zijn"):
            run("load_demo", reset=True)
        assert Employer.objects.count() == 1

    def test_reset_throws_the_made_up_ones_away_and_loads_them_again(self, transactional_db, small_demo):
        run("load_demo")
        Employer.objects.update(name="Door elkaar gehaald")
        run("load_demo", reset=True)
        assert Employer.objects.count() == 2
        assert not Employer.objects.filter(name="Door elkaar gehaald").exists()
        assert QuestionSet.objects.filter(is_current=True).exists()


class TestPrepare:
    @pytest.fixture
    def called(self, monkeypatch, settings, tmp_path):
        """Only note down which commands are run."""
        names = []
        settings.STATIC_ROOT = tmp_path / "static"
        monkeypatch.setattr(prepare, "call_command", lambda name, **options: names.append((name, options)))
        return names

    def test_runs_all_steps_in_order_and_prints_the_address(self, called, monkeypatch):
        monkeypatch.setenv("PORT", "8123")
        said = run("prepare")
        assert [name for name, _ in called] == ["migrate", "load_reference", "collectstatic", "load_demo"]
        assert called[-1][1]["if_empty"] is True
        assert "http://localhost:8123/" in said
        assert "Ctrl-C" in said

    def test_production_gets_no_demo(self, called, settings):
        settings.IS_PRODUCTION = True
        run("prepare")
        assert [name for name, _ in called] == ["migrate", "load_reference", "collectstatic"]

    def test_really_makes_a_database_ready(self, reference, monkeypatch, settings, tmp_path):
        settings.STATIC_ROOT = tmp_path / "static"
        monkeypatch.setattr(load_demo, "make_demo", lambda story: 0)
        assert "Werkgeverskompas staat klaar" in run("prepare")
        assert (tmp_path / "static" / "css" / "tokens.css").exists()
