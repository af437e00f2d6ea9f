"""Every page that a URL opens for somebody, and every form with mistakes in it: the axe rules by day and by night at 320 px.

The doors are those of the access matrix, which misses none: a new page is looked at here without anyone thinking of it.
"""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse

from instruments.models import Amount
from regions.actions import add_member
from regions.models import Role
from tests.journeys.conftest import NARROW, PASSWORD
from tests.journeys.world import make_session
from tests.test_access_matrix import DOORS, house, porch, url_names  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)
WHO = ("anna", "lea", "ada", "nora", "dana", "anonymous")
MISTAKES = (409, 422)
# What no page is: files, what only htmx, a device or a button asks for, and where one is only sent on. Each with its reason.
NO_PAGE = {
    "account_logout": "a button",
    "checklists:save_answer": "part of a page, held by the journeys of the checklist",
    "checklists:sync": "JSON for a device",
    "checklists:take_along": "JSON for a device",
    "checklists:who": "JSON for a device",
    "employers:pipeline_cards": "part of a page; without htmx it sends on",
    "employers:hand_over": "a part of the pipeline; opened, it sends on",
    "manifest": "a file",
    "mfa_authenticate": "in the middle of signing in, held by the journeys of signing in",
    "mfa_login_webauthn": "JSON for the browser",
    "mfa_reauthenticate_webauthn": "JSON for the browser",
    "offline": "kept on the device, held by the journeys without a network",
    "openid_connect_callback": "where the provider sends back to, held by the journeys of signing in",
    "regions:accept_through_provider": "sends on to the provider",
    "regions:theme": "a stylesheet",
    "regions:totp_picture": "a picture",
    "security_txt": "a file",
    "service_worker": "a script",
}


def who_gets(door, *statuses):
    """Return the first of the cast for whom a door answers with one of these, or None."""
    return next((person for person in WHO if door.expected[person] in statuses), None)


OPENED = [(door, who_gets(door, 200)) for door in DOORS if door.method == "get" and who_gets(door, 200)]
MISTAKEN = [(door, who_gets(door, *MISTAKES)) for door in DOORS if door.method == "post" and who_gets(door, *MISTAKES)]
SENT_ON = {door.name for door in DOORS if door.method == "post" and not who_gets(door, *MISTAKES, 200)}
PARTS = 3
PIECES = [
    (kind[part::PARTS], f"{name}-{part + 1}")
    for name, kind in (("page", OPENED), ("mistake", MISTAKEN))
    for part in range(PARTS)
]


@pytest.fixture
def enter(live_server, open_tab, request):
    """Return a function that opens a tab at 320 px of someone who is signed in already."""

    def go(user):
        page = open_tab(viewport=NARROW, reduced_motion="reduce")
        if user is not None:
            page.context.add_cookies([{**make_session(user), "url": live_server.url}])
        return page

    return go


@pytest.fixture
def tab_of(enter, request):
    """Return a function that gives the one tab of a member of the cast."""
    tabs = {}

    def give(name):
        if name not in tabs:
            tabs[name] = enter(None if name == "anonymous" else request.getfixturevalue(name))
        return tabs[name]

    return give


def is_page(user, url, data):
    """Tell whether an address gives a page and not a file."""
    client = Client()
    if user is not None:
        client.force_login(user)
    response = client.get(url, data)
    return response.headers["Content-Type"].startswith("text/html")


def send_empty(page, url):
    """Send a form without a word in it to `url`, as the browser sends it."""
    with page.expect_navigation():
        page.evaluate(
            """(url) => {
                const form = Object.assign(document.createElement("form"), { method: "post", action: url });
                const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
                form.append(Object.assign(document.createElement("input"), { name: "csrfmiddlewaretoken", value: token }));
                document.body.append(form);
                HTMLFormElement.prototype.submit.call(form);
            }""",
            url,
        )


@pytest.mark.parametrize("doors", [doors for doors, _ in PIECES], ids=[name for _, name in PIECES])
def test_page_passes_axe_by_day_and_by_night_on_the_narrowest_screen(doors, house, request, tab_of, check_themes):  # noqa: F811
    looked_at, found = 0, []
    for door, name in doors:
        user = None if name == "anonymous" else request.getfixturevalue(name)
        url, page = reverse(door.name, kwargs=house[door.at]), tab_of(name)
        if door.method == "post":
            page.goto(reverse("guidance:accessibility"))
            send_empty(page, url)
        elif is_page(user, url, door.data):
            page.goto(f"{url}?{'&'.join(f'{key}={value}' for key, value in door.data.items())}")
        else:
            continue
        looked_at += 1
        try:
            check_themes(page)
        except AssertionError as wrong:  # all that is wrong at once: this takes minutes
            found.append(f"{door}: {wrong}")
    assert found == []
    assert looked_at > len(doors) // 2


def test_pages_that_the_matrix_cannot_open_pass_axe_too(house, enter, anna, nora, settings, check_themes):  # noqa: F811
    """What needs a password, a second step, a figure of one's own, a role of the country, or the work of a developer."""
    anna.set_password(PASSWORD)
    anna.save()
    totp = Authenticator.objects.create(user=anna, type=Authenticator.Type.TOTP, data={"secret": "x"})
    RecoveryCodes.activate(anna)
    key = Authenticator.objects.create(user=anna, type=Authenticator.Type.WEBAUTHN, data={"name": "Tablet"})
    Amount.objects.filter(pk=house["amount"]["pk"]).update(changed_by=nora)
    country = add_member(by=None, email="nel@voorbeeld.nl", name="Nel Vos", role=Role.NATIONAL)
    settings.DEBUG = True
    opened = []
    for person, addresses in (
        (
            anna,
            {
                "account_reauthenticate": {},
                "mfa_reauthenticate": {},
                "mfa_deactivate_totp": {},
                "mfa_view_recovery_codes": {},
                "mfa_edit_webauthn": {"pk": key.pk},
                "mfa_remove_webauthn": {"pk": key.pk},
                "guidance:gallery": {},
            },
        ),
        (nora, {"catalogue:remove_amount": house["amount"]}),
        (country, {"checklists:nation": {}}),
    ):
        page = enter(person)
        for name, arguments in addresses.items():
            response = page.goto(reverse(name, kwargs=arguments))
            assert response.status == 200, (name, page.url)
            check_themes(page)
            opened.append(name)
    assert totp.pk
    assert set(opened) == ELSEWHERE


ELSEWHERE = {
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "guidance:gallery",
    "catalogue:remove_amount",
    "checklists:nation",
}


def test_every_url_is_looked_at_or_says_why_not():
    looked_at = {door.name for door, _ in OPENED + MISTAKEN} | ELSEWHERE
    assert set(url_names()) - looked_at - SENT_ON - set(NO_PAGE) == set()
    assert set(NO_PAGE) <= set(url_names())
