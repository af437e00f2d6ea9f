"""The cast, the same in every test: who works where, and how they sign in."""

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, settings

from regions.actions import add_member
from regions.models import Region, Role, User
from safekeeping.acting import acting_as_system
from tests.reference import Snapshot
from tests.single_sign_on import Provider

# A busy machine is not a wrong answer: how long an example takes never fails a test.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


DATABASE = {"db", "transactional_db", "live_server"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Make the test database as pytest-django does, with the reference data loaded once for all tests."""
    with django_db_blocker.unblock(), acting_as_system("tests"):
        assert connection.settings_dict["NAME"].startswith("test_"), (
            "mark the tests with django_db: there is no test database"
        )
        call_command("load_reference", verbosity=0)
        snapshot = Snapshot()
    return snapshot


@pytest.fixture(autouse=True, scope="session")
def _acting():
    """Let tests make and read rows as the system does; what they ask over HTTP is done for who signed in."""
    with acting_as_system("tests"):
        yield


@pytest.fixture
def reference(db, django_db_setup):
    """See to the reference data: tests that commit (transactional_db, live_server) leave an empty database behind."""
    django_db_setup.put_back()


@pytest.fixture(autouse=True)
def _whole(request):
    """Give every test with a database the same one to begin with, whatever ran before it."""
    if request.node.get_closest_marker("django_db") or DATABASE & set(request.fixturenames):
        request.getfixturevalue("reference")


def make_region(code, name, slug, organisation_name):
    """Return a region of the reference data with what its desk calls itself; makes it when it is not there."""
    names = {"name": name, "slug": slug, "organisation_name": organisation_name}
    return Region.objects.update_or_create(code=code, defaults=names)[0]


@pytest.fixture
def noord(db):
    """The region where Anna, Bas and Lea work."""
    return make_region("AM01", "Groningen", "groningen", "Werkgeversservicepunt Groningen")


@pytest.fixture
def zuid(db):
    """The region where Chris works."""
    return make_region("AM26", "Midden-Brabant", "midden-brabant", "Werkcentrum Midden-Brabant")


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
def ada(noord):
    """Ada administers Noord: its members, and she reads along."""
    return add_member(by=None, email="ada@voorbeeld.nl", name="Ada Kuipers", role=Role.ADMIN, region=noord)


@pytest.fixture
def nora(db):
    """Nora keeps the national catalogue and has no region."""
    return add_member(by=None, email="nora@voorbeeld.nl", name="Nora Tromp", role=Role.CATALOGUE)


@pytest.fixture(scope="session")
def provider(tmp_path_factory):
    """A real identity provider on loopback, the same for the whole run."""
    running = Provider(tmp_path_factory.mktemp("provider"))
    yield running
    running.stop()


@pytest.fixture
def as_user(client):
    """Return a function that signs a member of the cast in on the test client and returns the client."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
