"""The house of the access matrix, for those who come to break in."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.test_access_matrix import DOORS, house, porch  # noqa: F401 - fixtures

OWN_DOORS = [door for door in DOORS if ":" in door.name and not door.name.startswith(("mfa", "socialaccount"))]
READ_DOORS = [door for door in OWN_DOORS if door.method == "get"]
WRITE_DOORS = [door for door in DOORS if door.method == "post"]


@pytest.fixture
def address(house):  # noqa: F811
    """Return a function that gives the address of a door."""
    return lambda door: reverse(door.name, kwargs=house[door.at])


@pytest.fixture
def browser_of():
    """Return a function that gives a client of someone as a browser has it: errors are pages, forms need their token."""

    def give(person=None, **options):
        client = Client(raise_request_exception=False, **options)
        if person is not None:
            client.force_login(person)
        return client

    return give


@pytest.fixture(autouse=True)
def unlimited(settings):
    """Let nobody be refused for being quick: a door that stays shut for that reason says nothing about its lock."""
    settings.ACCOUNT_RATE_LIMITS = dict.fromkeys(settings.ACCOUNT_RATE_LIMITS, "100000/m/ip")
