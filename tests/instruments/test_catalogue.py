"""The catalogue on the screen: search, filters, and one instrument with what it goes together with."""

import pytest
from django.urls import reverse

from instruments import queries
from instruments.models import Instrument

pytestmark = pytest.mark.usefixtures("reference")


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("loonkostensubsidie", "loonkostensubsidie"),
        ("LOONKOSTEN subsidie", "loonkostensubsidie"),
        ("LKS", "loonkostensubsidie"),
        ("no risk", "no-riskpolis"),
        ("norisk", "no-riskpolis"),
        ("jobcoach gemeente", "jobcoach-gemeente"),
        ("gemeente jobcoach", "jobcoach-gemeente"),
        ("wajong", "loondispensatie-wajong"),
    ],
)
def test_search_finds_by_any_words_in_any_order(typed, slug):
    assert slug in {row.slug for row in queries.get_catalogue(typed)}


@pytest.mark.parametrize("typed", ["zeppelin", "jobcoach zeppelin", "%", "_", "!?"])
def test_search_for_what_is_not_there_finds_nothing(typed):
    assert list(queries.get_catalogue(typed)) == []


def test_search_does_not_mind_accents():
    Instrument.objects.filter(slug="ips").update(search_text=queries.plain("Coördinatie en financiële hulp"))
    for typed in ("coordinatie", "coördinatie", "FINANCIËLE hulp", "financiele"):
        assert queries.get_catalogue(typed).get().slug == "ips"


def test_nothing_typed_gives_everything_by_kind_and_name():
    rows = list(queries.get_catalogue())
    assert len(rows) == 42
    assert [(row.category, row.name) for row in rows] == sorted((row.category, row.name) for row in rows)


def test_filters_by_kind_and_executor_go_together():
    assert {row.category for row in queries.get_catalogue(category="risico")} == {"risico"}
    uwv = queries.get_catalogue(category="begeleiding", executor="UWV")
    assert {"jobcoach-uwv", "interne-jobcoach-uwv"} <= {row.slug for row in uwv}
    assert all("UWV" in row.executors for row in uwv)


def test_executors_are_named_once_by_name():
    names = queries.get_executors()
    assert names == sorted(set(names), key=str.lower)
    assert {"Gemeente", "UWV"} <= set(names)


def test_links_name_the_other_instrument_with_its_remark():
    combines, excludes = queries.get_links(queries.get_instrument("detachering-individueel"))
    assert [(link.slug, link.remark) for link in combines] == [("banenafspraak-doelgroepregister", "")]
    assert [(link.slug, link.remark) for link in excludes] == [
        ("loonkostensubsidie", "die gaat naar de formele werkgever")
    ]
    assert excludes[0].name == queries.get_instrument("loonkostensubsidie").name


def test_link_to_something_outside_the_catalogue_keeps_its_words():
    row = queries.get_instrument("ips")
    row.combines_with = ["een cursus (van de gemeente)"]
    assert queries.get_links(row)[0] == [queries.Link("een cursus (van de gemeente)")]


class TestPages:
    @pytest.fixture
    def signed_in(self, as_user, anna):
        return as_user(anna)

    def test_list_shows_what_was_found(self, signed_in):
        page = signed_in.get(reverse("instruments:list"), {"q": "no-risk"})
        assert page.status_code == 200
        assert "No-riskpolis" in page.content.decode()
        assert "Beschut werk" not in page.content.decode()

    def test_list_answers_htmx_with_its_part_only(self, signed_in):
        part = signed_in.get(reverse("instruments:list"), {"q": "no-risk"}, headers={"HX-Request": "true"})
        assert "No-riskpolis" in part.content.decode()
        assert "<html" not in part.content.decode()

    @pytest.mark.parametrize(
        "odd", [{"soort": "geschenk"}, {"uitvoerder": "Sinterklaas"}, {"q": "x\x00y"}, {"q": "a" * 500}]
    )
    def test_odd_filter_counts_as_empty(self, odd, signed_in):
        page = signed_in.get(reverse("instruments:list"), odd)
        assert page.status_code == 200
        assert "No-riskpolis" in page.content.decode()

    def test_detail_shows_source_and_date_and_never_what_is_only_remembered(self, signed_in):
        row = queries.get_instrument("loonkostensubsidie")
        page = signed_in.get(reverse("instruments:detail", args=[row.slug])).content.decode()
        assert "Participatiewet, tekst geldend op 1 juli 2026" in page
        assert "Stand van de catalogus" in page
        assert "geheugen" not in page
        assert [
            claim["claim"] for claim in row.verification if claim["status"] == "geheugen" and claim["claim"] in page
        ] == []

    def test_detail_says_that_a_desk_is_closed(self, signed_in):
        page = signed_in.get(reverse("instruments:detail", args=["praktijkleren"])).content.decode()
        assert "Tijdelijk gesloten" in page

    def test_unknown_instrument_is_not_found(self, signed_in):
        assert signed_in.get(reverse("instruments:detail", args=["zeppelin"])).status_code == 404
