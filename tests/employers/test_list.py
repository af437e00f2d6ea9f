"""Finding employers: by words, by filters, page by page, and only one's own."""

import re

import pytest
from django.urls import reverse

from employers.actions import change_employer
from employers.models import Employer
from tests.builders import make_contact, make_employer, make_visit


@pytest.fixture
def listing(as_user, anna, noord):
    """Return a function that asks for the list with these filters and returns the names on it, in order."""
    client = as_user(anna)

    def ask(**filters):
        response = client.get(reverse("employers:list", args=[noord.slug]), filters)
        assert response.status_code == 200
        return [employer.name for employer in response.context["page_obj"]]

    return ask


@pytest.fixture
def known(noord, anna):
    """Four employers whose names and places are easily confused."""
    names = {"Café De Zon": "Delfzijl", "Zonweringen Prins": "Haren", "Bakker Müller": "Zoutkamp", "'t Hoekje": "Haren"}
    return {name: make_employer(region=noord, by=anna, name=name, city=city) for name, city in names.items()}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cafe zon", ["Café De Zon"]),
        ("ZON CAFÉ", ["Café De Zon"]),
        ("zon", ["Café De Zon", "Zonweringen Prins"]),
        ("muller", ["Bakker Müller"]),
        ("MÜLL zout", ["Bakker Müller"]),
        ("haren prins", ["Zonweringen Prins"]),
        ("t hoekje", ["'t Hoekje"]),
        ("zon | prins", ["Zonweringen Prins"]),
        ("onweringen", []),
        ("!!!", []),
        ("' OR 1=1 --", []),
        ("zon:* & !prins", ["Zonweringen Prins"]),
    ],
)
def test_words_find_whatever_accents_and_order(typed, found, listing, known):
    assert listing(q=typed) == found


def test_kvk_number_finds_from_its_first_digits(listing, known):
    number = known["Bakker Müller"].kvk_number
    assert listing(q=number) == ["Bakker Müller"]
    assert "Bakker Müller" in listing(q=number[:5])


def test_list_is_sorted_without_regard_to_accents_and_capitals(listing, noord, anna):
    for name in ("Ébène", "appel", "Zwolle", "éénhoorn", "Dam"):
        make_employer(region=noord, by=anna, name=name)
    assert listing() == ["appel", "Dam", "Ébène", "éénhoorn", "Zwolle"]


def test_filters_narrow_the_list(listing, noord, anna, lea):
    make_employer(region=noord, by=anna, name="Klein", sbi_section="I", employees=5, account_holder=anna)
    make_employer(region=noord, by=anna, name="Midden", sbi_section="I", employees=20, account_holder=lea)
    large = make_employer(region=noord, by=anna, name="Groot", sbi_section="C", employees=101, advisers=[lea])
    make_visit(large, by=anna)
    assert listing(sector="I") == ["Klein", "Midden"]
    assert listing(grootte="medium") == ["Midden"]
    assert listing(adviseur=lea.pk) == ["Groot", "Midden"]
    assert listing(stap="visit_planned") == ["Groot"]
    assert listing(sector="I", grootte="small", q="kle") == ["Klein"]


def test_nonsense_in_a_passed_on_link_counts_as_empty(listing, known):
    assert len(listing(sector="??", grootte="9", adviseur="abc", stap="nergens", pagina="-3")) == 4


def test_pages_are_stable_and_never_show_an_employer_twice(listing, noord, anna):
    for number in range(30):
        make_employer(region=noord, by=anna, name="Zelfde Naam", city=f"Plaats {number}")
    client_pages = [listing(pagina=1), listing(pagina=2), listing(pagina=99)]
    assert [len(page) for page in client_pages] == [25, 5, 5]


def test_pages_hold_every_employer_once(as_user, noord, anna):
    wanted = {make_employer(region=noord, by=anna, name="Zelfde Naam").pk for _ in range(30)}
    client, url = as_user(anna), reverse("employers:list", args=[noord.slug])
    pages = [client.get(url, {"pagina": number}).context["page_obj"].object_list for number in (1, 2)]
    shown = [employer.pk for page in pages for employer in page]
    assert set(shown) == wanted
    assert len(shown) == 30


def test_search_from_htmx_gets_only_the_part_that_changes(as_user, anna, noord, known):
    url = reverse("employers:list", args=[noord.slug])
    part = as_user(anna).get(url, {"q": "muller"}, headers={"HX-Request": "true"}).content.decode()
    assert "Bakker Müller" in part
    assert "<html" not in part


def test_next_page_keeps_the_filters(as_user, anna, noord):
    for _ in range(26):
        make_employer(region=noord, by=anna, name="Horeca", sbi_section="I")
    page = as_user(anna).get(reverse("employers:list", args=[noord.slug]), {"sector": "I"}).content.decode()
    assert "?sector=I&amp;pagina=2" in page


def test_empty_region_says_what_to_do(as_user, anna, bas, noord):
    url = reverse("employers:list", args=[noord.slug])
    assert "Voeg de eerste werkgever" in as_user(anna).get(url).content.decode()
    for_reader = as_user(bas).get(url).content.decode()
    assert "Nog geen werkgevers" in for_reader
    assert reverse("employers:create", args=[noord.slug]) not in for_reader


def test_nothing_found_says_what_to_do(as_user, anna, noord, known):
    page = as_user(anna).get(reverse("employers:list", args=[noord.slug]), {"q": "bestaatniet"}).content.decode()
    assert "Geen werkgever gevonden" in page
    assert "Toon alle werkgevers" in page


def test_another_region_is_never_on_the_list(listing, known, zuid, chris):
    make_employer(region=zuid, by=chris, name="Zonnepanelen Tilburg")
    assert "Zonnepanelen Tilburg" not in listing(q="zon")
    assert "Zonnepanelen Tilburg" not in listing()


def test_every_word_in_the_index_begins_with_its_region_and_follows_the_name(noord, zuid, anna, chris):
    employer = make_employer(region=noord, by=anna, name="Zon 1e Wind", city="Assen")
    make_employer(region=zuid, by=chris, name="Zon 1e Wind", city="Assen")

    def words(pk):
        rows = Employer.objects.filter(pk=pk).values_list("search", flat=True)
        return set(re.findall(r"'(\w+)'", rows.get()))

    region, number = f"{noord.pk}r", employer.kvk_number
    assert words(employer.pk) == {f"{region}{word}" for word in ("zon", "1e", "wind", "assen", number)}
    change_employer(by=anna, employer=employer, fields={"name": "Maan"}, revision=employer.revision)
    assert words(employer.pk) == {f"{region}{word}" for word in ("maan", "assen", number)}


def test_list_takes_as_many_queries_for_a_thousand_as_for_ten(as_user, anna, noord, django_assert_max_num_queries):
    make_many(noord, anna, 10)
    client, url = as_user(anna), reverse("employers:list", args=[noord.slug])
    with django_assert_max_num_queries(12) as few:
        client.get(url, {"adviseur": anna.pk})
    make_many(noord, anna, 1000)
    with django_assert_max_num_queries(12) as many:
        client.get(url, {"adviseur": anna.pk})
    assert len(few) == len(many)


def test_search_takes_as_many_queries_for_a_thousand_as_for_ten(as_user, anna, noord, django_assert_max_num_queries):
    make_many(noord, anna, 10)
    client, url = as_user(anna), reverse("employers:list", args=[noord.slug])
    client.get(url, {"q": "bedrijf"})  # the first in a minute starts the count of wsp/limits.py
    with django_assert_max_num_queries(24) as few:  # twelve of them count how often this person searched
        client.get(url, {"q": "bedrijf"})
    make_many(noord, anna, 1000)
    with django_assert_max_num_queries(24) as many:
        client.get(url, {"q": "bedrijf"})
    assert len(few) == len(many)


def test_dossier_takes_as_many_queries_with_much_history_as_with_little(
    as_user, anna, noord, django_assert_max_num_queries
):
    employer = make_employer(region=noord, by=anna, account_holder=anna)
    make_visit(employer, by=anna)
    make_contact(employer, by=anna)
    client, url = as_user(anna), reverse("employers:detail", args=[employer.pk])
    with django_assert_max_num_queries(15) as few:
        client.get(url)
    for _ in range(30):
        make_visit(employer, by=anna)
        make_contact(employer, by=anna)
    with django_assert_max_num_queries(15) as many:
        client.get(url)
    assert len(few) == len(many)


def make_many(region, by, number):
    """Make employers in bulk; what they are called does not matter."""
    start = 60_000_000 + Employer.objects.count()
    Employer.objects.bulk_create(
        Employer(
            region=region,
            name=f"Bedrijf {start + serial}",
            name_key=f"bedrijf {start + serial}",
            search_text=f"bedrijf {start + serial}",
            kvk_number=str(start + serial),
            city="Groningen",
            sbi_section="C",
            account_holder=by,
            created_by=by,
            changed_by=by,
        )
        for serial in range(number)
    )


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("", "Filters"),
        ("?q=bakker", "Filters"),
        ("?sector=C", "Filters (1 aan)"),
        ("?sector=C&stap=visited&q=x", "Filters (2 aan)"),
    ],
)
def test_folded_filters_say_how_many_are_on(asked, words, as_user, anna, noord):
    address = reverse("employers:list", args=[noord.slug]) + asked
    whole = as_user(anna).get(address).content.decode()
    summary = re.sub(r"<[^>]+>", "", re.search(r"<summary>(Filters.*?)</summary>", whole, re.DOTALL)[1]).strip()
    assert summary == words
    assert ('zoekbalk__filters" open' in whole) == ("aan)" in words)
    part = as_user(anna).get(address, headers={"HX-Request": "true"}).content.decode()
    assert (
        re.search(r'id="filters-aan" hx-swap-oob="innerHTML">\s*(.*?)</span>', part)[1]
        == words.removeprefix("Filters").strip()
    )
