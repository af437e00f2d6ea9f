"""What a region adds: by its administrator only, nothing lost, nobody overwritten, no figure without a source."""

import pytest
from django.urls import reverse

from instruments import queries
from instruments.actions import save_supplement
from instruments.models import RegionalSupplement

pytestmark = pytest.mark.usefixtures("reference")
FIELDS = {
    "contact": "Team Werk",
    "route": "Bel eerst.\nMail daarna.",
    "lead_time": "Drie weken",
    "terms": "Zie de verordening van 2026.",
}


@pytest.fixture
def address(noord):
    return lambda slug="loonkostensubsidie": reverse("instruments:supplement", args=[noord.slug, slug])


def test_administrator_fills_it_in_and_everyone_of_the_region_sees_it(as_user, ada, anna, noord, address):
    client = as_user(ada)
    assert "Aanvraagtermijn" in client.get(address()).content.decode()
    answer = client.post(address(), FIELDS | {"revision": "0", "blank-1": "Voor de start"})
    assert answer.url == reverse("instruments:detail", args=["loonkostensubsidie"])
    row = RegionalSupplement.objects.get()
    assert (row.region, row.changed_by, row.revision) == (noord, ada, 1)
    assert row.blanks == [{"name": "aanvraagtermijn", "text": "Voor de start"}]
    page = as_user(anna).get(answer.url).content.decode()
    assert "Mail daarna." in page
    assert "Vul aan voor" not in page


def test_empty_form_on_nothing_stores_nothing(as_user, ada, address):
    assert as_user(ada).post(address(), {"revision": "0"}).status_code == 302
    assert not RegionalSupplement.objects.exists()


def test_who_is_second_sees_what_the_first_stored_and_keeps_what_was_typed(as_user, ada, noord, address):
    instrument = queries.get_instrument("loonkostensubsidie")
    save_supplement(by=ada, region=noord, instrument=instrument, revision=0, fields={"contact": "Team Een"})
    response = as_user(ada).post(address(), FIELDS | {"revision": "0"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Contact: <strong>Team Een</strong>" in page
    assert "Bel eerst." in page
    assert 'name="revision" value="1"' in page
    assert RegionalSupplement.objects.get().contact == "Team Een"
    assert as_user(ada).post(address(), FIELDS | {"revision": "1"}).status_code == 302
    assert RegionalSupplement.objects.get().contact == "Team Werk"


def test_too_long_text_gets_a_sentence_and_nothing_typed_is_lost(as_user, ada, address):
    response = as_user(ada).post(address(), FIELDS | {"revision": "0", "route": "x" * 1001})
    assert response.status_code == 422
    assert "Houd deze tekst korter dan 1000 tekens. Nu zijn het er 1001." in response.content.decode()
    assert "Team Werk" in response.content.decode()
    assert not RegionalSupplement.objects.exists()


def test_bsn_is_refused(as_user, ada, address):
    response = as_user(ada).post(address(), {"revision": "0", "contact": "Jan, 111222333"})
    assert response.status_code == 422
    assert "burgerservicenummer" in response.content.decode()


def test_words_of_a_scheme_are_not_asked_about(as_user, ada, address):
    typed = {"revision": "0", "terms": "Voor mensen met een Wajong of een beperking geldt een ander loket."}
    assert as_user(ada).post(address(), typed).status_code == 302


@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999"])
def test_odd_revision_overwrites_nothing(as_user, ada, noord, address, revision):
    instrument = queries.get_instrument("loonkostensubsidie")
    save_supplement(by=ada, region=noord, instrument=instrument, revision=0, fields={"contact": "Team Een"})
    assert as_user(ada).post(address(), FIELDS | {"revision": revision}).status_code in (409, 422)
    assert RegionalSupplement.objects.get().contact == "Team Een"


def test_unknown_instrument_is_not_found(as_user, ada, address):
    assert as_user(ada).get(address("zeppelin")).status_code == 404


class TestBlocks:
    FORMS = {"revision": "0", "blok-TOTAL_FORMS": "3", "blok-INITIAL_FORMS": "0"}

    def send(self, client, address, **block):
        typed = {f"blok-0-{name}": value for name, value in block.items()}
        return client.post(address("social-return"), self.FORMS | typed)

    def test_block_with_its_source_is_stored_as_the_sum_reads_it(self, as_user, ada, noord, address):
        sent = {"name": "Wajong", "value": "40.000,50", "source": "Bouwblokken", "source_date": "2026-01-01"}
        assert self.send(as_user(ada), address, **sent).status_code == 302
        assert queries.get_blocks(noord) == [sent | {"value": "40000.50"}]
        page = as_user(ada).get(reverse("instruments:detail", args=["social-return"])).content.decode()
        assert "Wajong: € 40.000,50 (Bouwblokken" in page

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"source": ""}, "Een bedrag zonder bron bewaren wij niet."),
            ({"source_date": ""}, "Noem de datum van de bron."),
            ({"source_date": "2026-13"}, "Schrijf de datum als 2026"),
            ({"value": "veel"}, "Vul een bedrag in"),
            ({"value": "0"}, "De waarde is meer dan nul."),
            ({"name": ""}, "Schrijf op wat het is."),
        ],
    )
    def test_incomplete_block_gets_a_sentence_and_is_not_stored(self, as_user, ada, address, change, sentence):
        sent = {"name": "Wajong", "value": "40000", "source": "Bouwblokken", "source_date": "2026"} | change
        response = self.send(as_user(ada), address, **sent)
        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert not RegionalSupplement.objects.exists()

    def test_only_social_return_has_blocks(self, as_user, ada, address):
        client = as_user(ada)
        assert "Bouwblok 1" in client.get(address("social-return")).content.decode()
        assert "Bouwblok" not in client.get(address()).content.decode()
