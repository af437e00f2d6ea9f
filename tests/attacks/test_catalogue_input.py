"""What was made to break something, in every field of who keeps the catalogue: none gives a 500 and nothing is stored by it."""

import pytest
from django.urls import reverse

from instruments.forms import AmountForm, InstrumentForm, RulesForm
from instruments.models import Amount, Instrument, InstrumentVersion
from tests.attacks.test_hostile_input import NASTY

KEPT = ["loonkostensubsidie"]
ROWS = {"bronnen": ("title", "site", "url", "date", "status", "code")}
ROWS |= {"regels": ("conditions", "because", "rank", "determinant"), "eisen": ("must", "condition", "status")}


def everywhere(nasty):
    """Return a value for every field that any form of the catalogue has, and for the numbers that say how many rows there are."""
    names = {*AmountForm.base_fields, *InstrumentForm.base_fields, *RulesForm.base_fields, "email", "keuze", "gezien"}
    names |= {f"{code}-{name}" for code in RulesForm.codes for name in ("uitkomst", "waarom", "uitvoerder", "status")}
    values = dict.fromkeys(names, nasty)
    for prefix, fields in ROWS.items():
        values |= {f"{prefix}-0-{field}": nasty for field in fields}
        values |= {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "0"}
    return values


@pytest.fixture
def addresses(reference):
    row = Amount.objects.filter(key="wml_uur").first()
    return [
        reverse("catalogue:add_amount", args=["vakantiebijslag_pct"]),
        reverse("catalogue:change_amount", args=[row.key, row.pk]),
        *(reverse(f"catalogue:{name}", args=KEPT) for name in ("edit_instrument", "edit_rules", "settle_instrument")),
        reverse("regions:editors"),
    ]


@pytest.mark.parametrize("nasty", NASTY, ids=lambda text: ascii(text)[:30])
def test_every_form_says_no_and_stands(nasty, addresses, browser_of, nora):
    client = browser_of(nora)
    kept = Amount.objects.count(), InstrumentVersion.objects.count()
    for address in addresses:
        for fields in (everywhere(nasty), everywhere(nasty) | {"stap": "bewaar", "versie": "1"}):
            try:
                answer = client.post(address, fields)
            except UnicodeEncodeError:
                continue  # no browser can send it either
            assert answer.status_code in (302, 404, 409, 422), (address, answer.status_code)
    assert (Amount.objects.count(), InstrumentVersion.objects.count()) == kept


@pytest.mark.parametrize("nasty", NASTY, ids=lambda text: ascii(text)[:30])
def test_every_page_stands(nasty, reference, browser_of, nora):
    client, sent = browser_of(nora), nasty.encode("utf-8", "surrogatepass").decode("latin-1")
    names = ("start", "expiring", "amounts", "instruments", "rules")
    for address in (
        *(reverse(f"catalogue:{name}") for name in names),
        reverse("catalogue:versions", args=KEPT),
        reverse("catalogue:add_amount", args=["wml_jeugd_uur"]),
    ):
        answer = client.get(address, dict.fromkeys(("q", "stand", "vanaf", "van", "tot", "variant"), sent))
        assert answer.status_code in (200, 404, 422), (address, answer.status_code)


def test_rows_without_their_count_are_refused(reference, browser_of, nora):
    for name in ("edit_instrument", "edit_rules"):
        for count in ("", "-1", "9" * 40, "100000"):
            sent = {f"{prefix}-{which}": count for prefix in ROWS for which in ("TOTAL_FORMS", "INITIAL_FORMS")}
            answer = browser_of(nora).post(reverse(f"catalogue:{name}", args=KEPT), sent)
            assert answer.status_code == 422
    assert Instrument.objects.get(slug=KEPT[0]).version == 1


def test_script_that_was_typed_is_text_on_every_page(reference, browser_of, nora):
    script = "<script>alert(1)</script>"
    client = browser_of(nora)
    for address in (reverse("catalogue:edit_instrument", args=KEPT), reverse("catalogue:edit_rules", args=KEPT)):
        page = client.post(address, everywhere(script)).content.decode()
        assert script not in page
        assert "&lt;script&gt;" in page
