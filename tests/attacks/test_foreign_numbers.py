"""Numbers of another region's rows wherever a request can carry one: address, query, form field, JSON; nothing comes of it."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, reverse

from employers.actions import hand_over
from regions.access import ScopedQuerySet
from regions.actions import add_member, invite
from regions.models import Role
from safekeeping.models import DestructionList
from tests.attacks.conftest import OWN_DOORS, READ_DOORS
from tests.builders import (
    answer,
    give_advice,
    keep_scenario,
    make_agreement,
    make_contact,
    make_employer,
    make_fact,
    make_placement,
    make_visit,
    start_checklist,
)

MARK = "Zuidgeheim"
VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SCOPED = [model for model in apps.get_models() if isinstance(model._default_manager.all(), ScopedQuerySet)]
# What one region's numbers cannot stand in: national pages, and addresses that are a secret of their own.
NOT_OF_A_REGION = {
    "",
    "instrument",
    "series",
    "amount",
    "manual",
    "calendar",
    "invitation",
    "invitation_through_provider",
    "provider",
    "no_row",
    "region_pk",  # who keeps the national catalogue
}


@pytest.fixture(autouse=True)
def unlimited(settings):
    """Count nobody's requests: what is refused here has to be refused for what it asks."""
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def elsewhere(house, zuid, chris):  # house before: its papers are not drawn
    """One of everything in Zuid, each with the mark in its texts; returns the URL arguments by the name of the row."""
    zoe = add_member(by=None, email="zoe@voorbeeld.nl", name=f"Zoë {MARK}", role=Role.ADMIN, region=zuid)
    employer = make_employer(region=zuid, by=chris, name=f"{MARK} bv")
    contact = make_contact(employer, by=chris, name=f"Piet {MARK}")
    visit = make_visit(employer, by=chris, goal=MARK, contacts=[contact])
    checklist = start_checklist(visit, by=chris)
    answer(checklist, by=chris, I1=3, note=MARK)
    agreement = make_agreement(visit, by=chris, what=MARK)
    keep_scenario(visit, by=chris)
    given = make_visit(employer, by=chris)
    start_checklist(given, by=chris)
    advice = give_advice(given, by=chris)
    hand_over(by=chris, employers=[employer], to=zoe, note=MARK)
    invitation, _ = invite(by=zoe, region=zuid, email="nog@voorbeeld.nl", name=MARK, role=Role.READER)
    return {
        "region": {"slug": zuid.slug},
        "themed": {"slug": zuid.slug},
        "stage": {"slug": zuid.slug, "stage": "visited"},
        "supplement": {"region_slug": zuid.slug, "slug": "loonkostensubsidie"},
        "member": {"slug": zuid.slug, "pk": chris.memberships.get().pk},
        "rights": {"slug": zuid.slug, "pk": zuid.membership_changes.first().pk},
        "invitation_row": {"slug": zuid.slug, "pk": invitation.pk},
        "employer": {"pk": employer.pk},
        "contact": {"pk": contact.pk},
        "visit": {"pk": visit.pk},
        "agreement": {"pk": agreement.pk},
        "placement": {"pk": make_placement(employer, by=chris).pk},
        "question": {"pk": visit.pk, "key": "I1"},
        "fact": {"slug": zuid.slug, "pk": make_fact(zuid, by=chris).pk},
        "destruction": {"pk": DestructionList.objects.create(region=zuid).pk},
        "paper": {"number": advice.number, "paper": "werkgever"},
    }


def rows_of(region):
    """Return all rows of a region as {model: rows}, to see whether anything changed."""
    return {
        model.__name__: list(
            model._base_manager.filter(**{model._default_manager.all().region_path: region}).order_by("pk").values()
        )
        for model in SCOPED
    }


def find_mixed(here, there, strangers):
    """Return what rows of region `here` point at that is of region `there`, or at one of the `strangers`."""
    numbers = {model: {row["id"] for row in rows if "id" in row} for model, rows in rows_of(there).items()}
    strangers = {person.pk for person in strangers}
    found = []
    for model in SCOPED:
        rows = model._base_manager.filter(**{model._default_manager.all().region_path: here})
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
            if field.related_model is None:
                continue
            is_person = field.related_model.__name__ == "User"
            wrong = strangers if is_person else numbers.get(field.related_model.__name__, set())
            if wrong and rows.filter(**{f"{field.name}__in": wrong}).exists():
                found.append(f"{model.__name__}.{field.name}")
    return found


@pytest.fixture
def untouched(elsewhere, noord, zuid, chris):
    """Afterwards nothing in Zuid has changed and nothing in Noord points at it."""
    before = rows_of(zuid)
    assert sum(map(len, before.values())) > 20
    yield
    assert rows_of(zuid) == before
    assert find_mixed(noord, zuid, [chris]) == []


class Forms(HTMLParser):
    """The forms of a page: [(method, action, {name: value}, {names that carry a number})]."""

    def __init__(self, page):
        super().__init__()
        self.forms, self._select = [], None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.forms.append((given.get("method", "get").lower(), given.get("action", ""), {}, set()))
        elif self.forms and tag == "select":
            self._select = given.get("name")
        elif self.forms and tag == "option" and self._select:
            self._add(self._select, given.get("value", ""), "selected" in given)
        elif self.forms and tag in ("input", "textarea") and given.get("name"):
            is_choice = given.get("type") in ("radio", "checkbox")
            self._add(given["name"], given.get("value") or "", "checked" in given or not is_choice)

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None

    def _add(self, name, value, is_chosen):
        _, _, values, numbers = self.forms[-1]
        if is_chosen or name not in values:
            values[name] = value
        if value.isdigit() and name != "csrfmiddlewaretoken":
            numbers.add(name)


def get_page(client, url):
    response = client.get(url)
    if response.status_code != 200 or response.streaming or "text/html" not in response.headers["Content-Type"]:
        return ""
    return response.content.decode()


@pytest.fixture
def foreign(elsewhere, chris):
    """Everything that names a row of Zuid: numbers, its slug, the number of its advice."""
    found = {str(value) for one in elsewhere.values() for name, value in one.items() if name not in ("key", "paper")}
    found -= {"visited"}
    return sorted(found | {str(chris.pk)})


@pytest.mark.parametrize("name", ["anna", "ada"])
def test_address_with_another_regions_number_is_not_there_whatever_the_verb(
    name, request, browser_of, elsewhere, untouched
):
    client, opened, tried = browser_of(request.getfixturevalue(name)), {}, set()
    for door in OWN_DOORS:
        if door.at in elsewhere:
            url = reverse(door.name, kwargs=elsewhere[door.at])
            for verb in VERBS:
                code = client.generic(verb, url).status_code
                tried.add(door.name)
                if code not in (404, 405):
                    opened[f"{verb} {url}"] = code
    assert opened == {}
    left_out = {door.at for door in OWN_DOORS if door.name not in tried}
    assert left_out <= NOT_OF_A_REGION


@pytest.mark.parametrize("name", ["lea", "ada"])
def test_own_region_in_the_address_opens_no_row_of_another(name, request, browser_of, elsewhere, noord, untouched):
    client, opened, tried = browser_of(request.getfixturevalue(name)), {}, 0
    for door in OWN_DOORS:
        mixed = {**elsewhere.get(door.at, {}), "slug": noord.slug}
        if "slug" in elsewhere.get(door.at, {}) and "pk" in mixed:
            for verb in ("GET", "POST"):
                code = client.generic(verb, reverse(door.name, kwargs=mixed)).status_code
                tried += 1
                if code not in (403, 404, 405):
                    opened[f"{verb} {door.name}"] = code
    assert tried > 10
    assert opened == {}


@pytest.mark.parametrize("name", ["lea", "ada"])
def test_form_with_another_regions_number_in_any_field_reaches_nothing_there(
    name, request, browser_of, address, foreign, untouched
):
    client, sent, seen = browser_of(request.getfixturevalue(name)), 0, set()
    for door in READ_DOORS:
        url = address(door)
        for method, action, values, numbers in Forms(get_page(client, url)).forms:
            target = urlsplit(action or url).path
            kind = (method, re.sub(r"\d+", "#", target), frozenset(values))
            if kind in seen or target.startswith(("/uitloggen", "/inloggen", "/account")):
                continue
            seen.add(kind)
            for field in numbers:
                for number in foreign:
                    response = getattr(client, method)(target, {**values, field: number})
                    sent += 1
                    assert response.status_code < 500, (target, field)
                    assert MARK not in response.getvalue().decode("utf-8", "replace"), (target, field, number)
    assert sent > 50


def test_query_with_another_regions_number_shows_nothing_of_it(browser_of, lea, address, foreign, untouched):
    client, names = browser_of(lea), set()
    pages = {url: page for door in READ_DOORS if (page := get_page(client, url := address(door)))}
    for page in pages.values():
        names |= {
            key for href in re.findall(r'href="([^"]*\?[^"]*)"', page) for key, _ in parse_qsl(urlsplit(href).query)
        }
        names |= {key for method, _, values, _ in Forms(page).forms if method == "get" for key in values}
    names = {name.removeprefix("amp;") for name in names}
    assert {"persoon", "adviseur"} & names, names
    assert len(pages) > 40
    for url in pages:
        for number in foreign:
            response = client.get(url, dict.fromkeys(names, number))
            assert response.status_code < 500, url
            assert MARK not in response.getvalue().decode("utf-8", "replace"), (url, number)


def test_json_of_a_device_with_another_regions_numbers_reaches_nothing_there(
    browser_of, anna, house, foreign, untouched
):
    client, url = browser_of(anna), reverse("checklists:sync", kwargs=house["visit"])
    names = (
        "visit",
        "visit_id",
        "employer",
        "checklist",
        "contact",
        "agreement",
        "advisers",
        "key",
        "pk",
        "id",
        "person",
    )
    kinds = ("answer", "note", "agreement", "conclude", "scenario")
    for number in foreign:
        changes = [
            {"id": str(uuid4()), "kind": kind, "key": key, "base": number, "fields": dict.fromkeys(names, number)}
            for kind in kinds
            for key in ("I1", number)
        ]
        body = {"protocol": 2, "person": anna.pk, "changes": changes, "visit": number, "known": {number: 1}}
        response = client.post(url, json.dumps(body), content_type="application/json")
        assert response.status_code in (200, 400)
        assert MARK not in response.content.decode()
        as_another = body | {"person": int(number)} if number.isdigit() else body | {"person": number}
        assert client.post(url, json.dumps(as_another), content_type="application/json").status_code in (200, 400, 403)


def test_every_kind_of_row_in_an_address_has_its_counterpart_in_zuid(elsewhere):
    for door in OWN_DOORS:
        if door.at not in NOT_OF_A_REGION:
            try:
                reverse(door.name, kwargs=elsewhere[door.at])
            except (KeyError, NoReverseMatch):
                pytest.fail(f"{door}: add {door.at!r} to the fixture `elsewhere`")
