"""The pipeline page: what it shows, what the filters do, what happens with nonsense, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from employers import actions
from employers.models import Employer, StageLabel
from employers.pipeline.board import COLUMN_SIZE
from regions.models import Municipality
from tests.benchmarks.population import make_employers
from tests.builders import make_agreement, make_employer, make_visit

TODAY = timezone.localdate


@pytest.fixture
def ask(as_user, anna, noord):
    """Return a function that asks for the pipeline with these filters and returns the answer."""
    client = as_user(anna)

    def get(headers=None, **filters):
        response = client.get(reverse("employers:pipeline", args=[noord.slug]), filters, headers=headers)
        assert response.status_code == 200
        return response

    return get


def names(response):
    """Return the names that a board or a table shows, by name."""
    if "columns" in response.context:
        return sorted(card.name for column in response.context["columns"] for card in column.cards)
    return sorted(row.name for row in response.context["rows"])


@pytest.fixture
def known(noord, anna, lea):
    """Four employers that differ in everything the filters ask for."""
    municipality = Municipality.objects.filter(region=noord).first()
    make_employer(region=noord, by=anna, name="Akker", account_holder=anna, municipality=municipality, sbi_section="A")
    brug = make_employer(region=noord, by=anna, name="Brug", account_holder=lea, employees=12)
    make_employer(region=noord, by=anna, name="Café", advisers=[anna], sbi_section="I", employees=400)
    dijk = make_employer(region=noord, by=anna, name="Dijk", account_holder=lea, sbi_section="O")
    make_agreement(make_visit(brug, by=anna), by=anna, due_on=TODAY() - timedelta(days=1))
    make_agreement(make_visit(dijk, by=anna), by=anna, due_on=TODAY())
    Employer.objects.filter(name="Café").update(
        profile="P2", lowest_determinant="W3", last_contact_on=TODAY() - timedelta(days=60)
    )
    return municipality


@pytest.mark.parametrize("view", ["bord", "tabel"])
@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["Akker", "Brug", "Café", "Dijk"]),
        ({"sector": "I"}, ["Café"]),
        ({"grootte": "small"}, ["Brug"]),
        ({"adviseur": "anna"}, ["Akker", "Café"]),
        ({"adviseur": "geen"}, ["Café"]),
        ({"profiel": "P2"}, ["Café"]),
        ({"remt": "W3"}, ["Café"]),
        ({"stil": "60"}, ["Café"]),
        ({"stil": "61"}, []),
        ({"telaat": "1"}, ["Brug"]),
        ({"stap": "visit_planned"}, ["Brug", "Dijk"]),
        ({"stap": "visit_planned", "telaat": "1", "sector": "C"}, ["Brug"]),
        ({"gemeente": "first"}, ["Akker"]),
    ],
)
def test_filters_keep_what_fits_on_board_and_table_alike(view, filters, found, ask, known, anna):
    words = {"anna": str(anna.pk), "first": str(known.pk)}
    response = ask(weergave=view, **{name: words.get(value, value) for name, value in filters.items()})
    assert names(response) == found
    assert response.context["total"] == len(found)


@pytest.mark.parametrize(
    ("filters", "label"),
    [
        ({"gemeente": "999999999999999999999"}, "Gemeente"),
        ({"gemeente": "' OR 1=1"}, "Gemeente"),
        ({"sector": "Å"}, "Sector"),
        ({"grootte": "enorm"}, "Grootte"),
        ({"adviseur": "-1"}, "Adviseur"),
        ({"adviseur": "\x00"}, "Adviseur"),
        ({"profiel": "P99"}, "Profiel"),
        ({"remt": "D"}, "Wat het meest tegenhoudt"),
        ({"stap": "married"}, "Stap"),
        ({"stil": "-5"}, "Geen contact sinds (dagen)"),
        ({"stil": "9" * 30}, "Geen contact sinds (dagen)"),
        ({"stil": "lang"}, "Geen contact sinds (dagen)"),
        ({"volgorde": "random"}, "Volgorde in de tabel"),
    ],
)
@pytest.mark.parametrize("view", ["bord", "tabel"])
def test_nonsense_in_a_filter_is_ignored_with_a_notice(view, filters, label, ask, known):
    response = ask(weergave=view, **filters, sector="I") if "sector" not in filters else ask(weergave=view, **filters)
    assert names(response) == (["Café"] if "sector" not in filters else ["Akker", "Brug", "Café", "Dijk"])
    assert response.context["ignored"] == [label]
    assert f"telt daarom niet mee: {label}" in response.content.decode()


@pytest.mark.parametrize("nonsense", [{"pagina": "x"}, {"pagina": "9999"}, {"weergave": "film"}, {"zomaar": "iets"}])
def test_other_nonsense_in_the_address_changes_nothing(nonsense, ask, known):
    assert names(ask(**nonsense)) == ["Akker", "Brug", "Café", "Dijk"]


def test_municipality_of_another_region_is_nonsense_here(ask, known, zuid):
    elsewhere = Municipality.objects.filter(region=zuid).first()
    assert ask(gemeente=str(elsewhere.pk)).context["ignored"] == ["Gemeente"]


def test_link_keeps_the_filters_and_drops_the_nonsense(ask, known):
    response = ask(sector="I", stil="30", grootte="enorm", volgorde="wacht")
    assert response.context["query"] == "sector=I&stil=30"


def test_columns_carry_their_sums(ask, known):
    columns = {column.stage: column for column in ask().context["columns"]}
    assert list(columns) == StageLabel.values
    planned = columns["visit_planned"]
    assert (planned.count, planned.overdue) == (2, 1)
    assert (columns["new"].count, columns["new"].overdue) == (2, 0)


def test_card_says_what_a_team_lead_wants_to_know(ask, noord, anna):
    row = make_employer(region=noord, by=anna, name="Wachter", account_holder=anna, city="Bedum")
    make_agreement(make_visit(row, by=anna), by=anna, due_on=TODAY() - timedelta(days=3))
    waiting = TODAY() - timedelta(days=41)
    Employer.objects.filter(pk=row.pk).update(stage_since_on=waiting, profile="P2", lowest_determinant="W3")
    page = ask().content.decode()
    for words in ("Wachter", "Bedum · Anna de Vries", "41 dagen in deze stap", "te laat", "Wil en kan, doet nog niet"):
        assert words in page
    assert "Houdt tegen: Sociale norm" in page


def test_who_waits_longest_stands_first(ask, noord, anna):
    for name, days in (("Kort", 1), ("Lang", 90), ("Midden", 30)):
        row = make_employer(region=noord, by=anna, name=name)
        Employer.objects.filter(pk=row.pk).update(stage_since_on=TODAY() - timedelta(days=days))
    new = ask().context["columns"][0]
    assert [card.name for card in new.cards] == ["Lang", "Midden", "Kort"]


@pytest.fixture
def crowd(noord, anna):
    """Fifty employers in one stage, many of them waiting equally long."""
    make_employers(noord, anna, 50)
    Employer.objects.update(stage="new", come_back_on=None)
    for place, pk in enumerate(Employer.objects.order_by("pk").values_list("pk", flat=True)):
        Employer.objects.filter(pk=pk).update(stage_since_on=TODAY() - timedelta(days=place // 7))


def test_column_loads_its_cards_in_pieces_without_losing_or_doubling_one(as_user, anna, noord, crowd):
    client, seen = as_user(anna), []
    column = client.get(reverse("employers:pipeline", args=[noord.slug])).context["columns"][0]
    while True:
        assert len(column.cards) <= COLUMN_SIZE
        seen += [card.pk for card in column.cards]
        if not column.after:
            break
        url = reverse("employers:pipeline_cards", args=[noord.slug, "new"])
        column = client.get(url, {"na": column.after}, headers={"HX-Request": "true"}).context["column"]
    expected = Employer.objects.order_by("stage_since_on", "pk").values_list("pk", flat=True)
    assert seen == list(expected)


@pytest.mark.parametrize("after", ["", "x", "2026-13-45_1", "2026-01-01_x", "2026-01-01_" + "9" * 40, "_", "\x00_1"])
def test_nonsense_place_starts_at_the_first_card(after, as_user, anna, noord, crowd):
    url = reverse("employers:pipeline_cards", args=[noord.slug, "new"])
    column = as_user(anna).get(url, {"na": after}, headers={"HX-Request": "true"}).context["column"]
    assert len(column.cards) == COLUMN_SIZE


def test_more_cards_of_a_stage_that_does_not_exist_is_not_found(as_user, anna, noord):
    url = reverse("employers:pipeline_cards", args=[noord.slug, "married"])
    assert as_user(anna).get(url, headers={"HX-Request": "true"}).status_code == 404


@pytest.mark.parametrize("order", ["wacht", "naam", "stil", "afspraak"])
def test_table_has_every_row_once_in_every_order(order, as_user, anna, noord, crowd):
    client, seen, page = as_user(anna), [], 1
    while True:
        filters = {"weergave": "tabel", "volgorde": order, "pagina": page}
        context = client.get(reverse("employers:pipeline", args=[noord.slug]), filters).context
        seen += [row.pk for row in context["rows"]]
        if not context["page_obj"].has_next():
            break
        page += 1
    assert sorted(seen) == sorted(Employer.objects.values_list("pk", flat=True))


def count_queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


@pytest.mark.parametrize("view", ["", "?weergave=tabel", "?weergave=tabel&stil=30&telaat=1&sector=C"])
def test_pipeline_asks_the_same_number_of_queries_at_10_and_1000_rows(view, as_user, lea, anna, noord):
    client, url = as_user(lea), reverse("employers:pipeline", args=[noord.slug]) + view
    make_employers(noord, anna, 10)
    few = count_queries(client, url)
    Employer.objects.all().delete()
    make_employers(noord, anna, 1000)
    many = count_queries(client, url)
    assert few == many <= 12


def test_page_stays_small_with_a_thousand_employers(ask, noord, anna):
    make_employers(noord, anna, 1000)
    response = ask()
    shown = sum(len(column.cards) for column in response.context["columns"])
    assert response.context["total"] == 1000
    assert shown <= COLUMN_SIZE * len(StageLabel)


def test_other_region_shows_in_no_view_and_no_sum(client, noord, zuid, anna, chris):
    make_employer(region=zuid, by=chris, name="Van Chris")
    make_employer(region=noord, by=anna, name="Van Anna")
    client.force_login(chris)
    own = client.get(reverse("employers:pipeline", args=[zuid.slug]))
    assert names(own) == ["Van Chris"]
    for name in ("pipeline", "pipeline_csv", "pipeline_xlsx", "follow_up", "hand_over"):
        assert client.get(reverse(f"employers:{name}", args=[noord.slug])).status_code == 404


def test_reader_sees_the_cards_and_no_way_to_move_them(client, noord, anna, bas):
    row = make_employer(region=noord, by=anna, name="Van Anna")
    client.force_login(bas)
    page = client.get(reverse("employers:pipeline", args=[noord.slug])).content.decode()
    assert "Van Anna" in page
    assert reverse("employers:move", args=[row.pk]) not in page
    assert "draggable" not in page


def test_board_knows_which_moves_a_card_may_make(ask, noord, anna):
    row = make_employer(region=noord, by=anna)
    assert 'data-moves="first_contact not_now! closed!"' in ask().content.decode()
    actions.move_stage(by=anna, employer=row, to="first_contact", seen="new")
    assert 'data-moves="new! not_now! closed!"' in ask().content.decode()
