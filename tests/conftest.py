"""The cast, the same in every test: who works where, and how they sign in."""

import pytest

from regions.actions import add_member
from regions.models import Region, Role, User


@pytest.fixture
def noord(db):
    """The region where Anna, Bas and Lea work."""
    return Region.objects.create(
        code="AM01", name="Groningen", slug="groningen", organisation_name="Werkgeversservicepunt Groningen"
    )


@pytest.fixture
def zuid(db):
    """The region where Chris works."""
    return Region.objects.create(
        code="AM26", name="Midden-Brabant", slug="midden-brabant", organisation_name="Werkcentrum Midden-Brabant"
    )


@pytest.fixture
def anna(noord):
    """Anna advises in Noord."""
    return add_member(by=None, email="anna@voorbeeld.nl", name="Anna de Vries", role=Role.ADVISER, region=noord)


@pytest.fixture
def bas(noord):
    """Bas reads along in Noord."""
    return add_member(by=None, email="bas@voorbeeld.nl", name="Bas Jansen", role=Role.READER, region=noord)


@pytest.fixture
def lea(noord):
    """Lea leads Noord."""
    return add_member(by=None, email="lea@voorbeeld.nl", name="Lea Bakker", role=Role.LEAD, region=noord)


@pytest.fixture
def chris(zuid):
    """Chris advises in Zuid."""
    return add_member(by=None, email="chris@voorbeeld.nl", name="Chris Smit", role=Role.ADVISER, region=zuid)


@pytest.fixture
def dana(db):
    """Dana has an account and no region."""
    return User.objects.create_user("dana@voorbeeld.nl", "Dana Mulder")


@pytest.fixture
def as_user(client):
    """Return a function that signs a member of the cast in on the test client and returns the client."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def reference(db):
    """Load the reference data of fixtures/ as `manage.py load_reference` does."""
    from django.core.management import call_command

    call_command("load_reference", verbosity=0)
