"""Placements: work that was given, whether it lasted, and never a word about a person."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from employers.models import Placement, TimelineEntry
from employers.placing import is_answer_due, months_later
from tests.builders import make_employer, make_placement
from tests.undoing import press_undo


@pytest.fixture
def employer(noord, anna):
    return make_employer(region=noord, by=anna)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 15), 6, date(2026, 7, 15)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 7, 1), 6, date(2027, 1, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months, later):
    assert months_later(day, months) == later
    assert is_answer_due(day, months, later)
    assert not is_answer_due(day, months, later - timedelta(days=1))


def add(client, employer, **fields):
    known = {"form": "trial", "hours": "24", "started_on": timezone.localdate().isoformat()}
    return client.post(reverse("employers:add_placement", args=[employer.pk]), {**known, **fields})


def test_placement_is_kept_and_told_on_the_timeline(as_user, anna, employer):
    assert add(as_user(anna), employer).status_code == 302
    placement = Placement.objects.get(employer=employer)
    assert (placement.form, placement.hours, placement.created_by) == ("trial", 24, anna)
    entry = TimelineEntry.objects.filter(employer=employer).first()
    assert (entry.get_kind_display(), entry.detail) == ("Plaatsing toegevoegd", "Proefplaatsing, 24 uur per week")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"form": ""}, "Kies de vorm."),
        ({"form": "onzin"}, "Kies een vorm uit de lijst."),
        ({"hours": "0"}, "Vul een getal in van 1 tot en met 40."),
        ({"hours": "41"}, "Vul een getal in van 1 tot en met 40."),
        ({"hours": "veel"}, "Vul een heel getal in"),
        ({"hours": "9" * 400}, "Vul een"),
        ({"started_on": "2026-02-30"}, "Dit is geen datum die bestaat."),
        ({"started_on": "1950-01-01"}, "Deze dag kan niet."),
        ({"started_on": "2199-01-01"}, "Deze dag kan niet."),
    ],
)
def test_placement_that_cannot_be_says_why_and_is_not_kept(fields, sentence, as_user, anna, employer):
    response = add(as_user(anna), employer, **fields)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Placement.objects.exists()


@pytest.mark.parametrize(
    ("days", "answers", "status"),
    [
        (400, {"after_6_months": "yes", "after_12_months": "unknown"}, 302),
        (400, {"after_6_months": "no", "after_12_months": "yes"}, 422),
        (200, {"after_6_months": "yes"}, 302),
        (200, {"after_6_months": "yes", "after_12_months": "yes"}, 422),
        (100, {"after_6_months": "no"}, 422),
    ],
)
def test_whether_it_lasted_can_be_told_when_it_can_be_known(days, answers, status, as_user, anna, employer):
    started_on = timezone.localdate() - timedelta(days=days)
    placement = make_placement(employer, by=anna, started_on=started_on)
    known = {"form": "employed", "hours": "24", "started_on": started_on.isoformat()}
    response = as_user(anna).post(reverse("employers:edit_placement", args=[placement.pk]), {**known, **answers})
    assert response.status_code == status
    stored = Placement.objects.get(pk=placement.pk)
    assert stored.after_6_months == (answers["after_6_months"] if status == 302 else "")


@pytest.mark.parametrize(
    ("days", "after_6_months", "asked"),
    [(100, "", []), (200, "", [6]), (400, "", [6, 12]), (400, "yes", [12]), (400, "no", [])],
)
def test_dossier_asks_for_what_can_be_known_by_now(days, after_6_months, asked, employer, anna):
    started_on = timezone.localdate() - timedelta(days=days)
    placement = make_placement(employer, by=anna, started_on=started_on, after_6_months=after_6_months)
    assert placement.get_open_months(timezone.localdate()) == asked


def test_dossier_shows_placements(as_user, anna, employer):
    make_placement(employer, by=anna, form="sroi", started_on=timezone.localdate() - timedelta(days=200))
    page = as_user(anna).get(reverse("employers:detail", args=[employer.pk])).content.decode()
    assert "SROI-plaatsing" in page
    assert "vraag na: nog aan het werk na 6 maanden?" in page


def test_there_is_no_place_to_write_about_a_person():
    """Only choices, a number and dates: nothing free, so no name and nothing about health can ever stand here."""
    for field in Placement._meta.get_fields():
        is_free = isinstance(field, models.CharField | models.TextField) and not field.choices
        assert not is_free, f"{field.name} takes any text"


@pytest.mark.parametrize("fields", [{"hours": 0}, {"hours": 41}, {"after_6_months": "no", "after_12_months": "yes"}])
def test_database_refuses_nonsense_too(fields, employer, anna):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_placement(employer, by=anna, **fields)


class TestRemoved:
    @pytest.fixture
    def placement(self, employer, anna):
        started_on = timezone.localdate() - timedelta(days=200)
        return make_placement(employer, by=anna, started_on=started_on, after_6_months="yes")

    @pytest.fixture
    def remove(self, as_user, lea, placement):
        client = as_user(lea)
        url = reverse("employers:remove_placement", args=[placement.pk])
        return lambda: (client, client.post(url, follow=True))

    def test_placement_that_never_was_is_gone_and_told(self, remove, employer, lea):
        _, page = remove()
        assert not Placement.objects.exists()
        assert "Er is nog niemand uit de doelgroep geplaatst." in page.content.decode()
        entry = TimelineEntry.objects.filter(employer=employer).first()
        assert (entry.get_kind_display(), entry.happened_by) == ("Plaatsing verwijderd", lea)

    def test_it_comes_back_as_it_stood(self, remove, placement):
        client, page = remove()
        back = press_undo(client, page.content.decode())
        assert "De plaatsing staat er weer." in back.content.decode()
        row = Placement.objects.get()
        same = ["pk", "employer_id", "region_id", "form", "hours", "started_on", "after_6_months", "created_by_id"]
        assert [getattr(row, name) for name in same] == [getattr(placement, name) for name in same]
        assert TimelineEntry.objects.filter(kind="placement_restored").count() == 1

    def test_twice_back_is_once(self, remove):
        client, page = remove()
        press_undo(client, page.content.decode())
        again = press_undo(client, page.content.decode())
        assert "stond er al weer" in again.content.decode()
        assert Placement.objects.count() == 1
        assert TimelineEntry.objects.filter(kind="placement_restored").count() == 1

    def test_second_who_removes_it_finds_nothing(self, remove):
        remove()
        assert remove()[1].status_code == 404

    @pytest.mark.parametrize("made_up", ["", "onzin", "another employer", "yesterday"])
    def test_nobody_makes_up_what_stood_there(self, made_up, remove, employer, noord, anna, monkeypatch):
        client, page = remove()
        signed = re.search(r'name="wat" value="([^"]+)"', page.content.decode())[1]
        if made_up == "another employer":
            employer = make_employer(region=noord, by=anna)
        elif made_up == "yesterday":
            monkeypatch.setattr("employers.views.placements._DAY", -1)
        wat = made_up if made_up in ("", "onzin") else signed
        back = client.post(reverse("employers:restore_placement", args=[employer.pk]), {"wat": wat}, follow=True)
        assert "kan niet meer terug" in back.content.decode()
        assert not Placement.objects.exists()
