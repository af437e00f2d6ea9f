"""Reading what someone typed: Dutch names and signs are right, and nonsense gets one clear sentence at its field."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.calculators import CALCULATORS, InvalidCase, LksCase, LkvCase, read_case
from instruments.calculators.reading import read_number
from instruments.wording import say_problem

GOOD = {"datum": "2026-07-01", "uren": "32", "loonwaarde": "60"}


def problems(given, case=LksCase):
    """Return field -> sentence for what is wrong."""
    with pytest.raises(InvalidCase) as caught:
        read_case(case, given)
    return {one.field: say_problem(one) for one in caught.value.problems}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12,50", "12.50"),
        ("12.50", "12.50"),
        ("1.234,50", "1234.50"),
        ("2.337", "2337"),
        ("€ 2.337,00", "2337.00"),
        ("60%", "60"),
        (" 32 ", "32"),
        (32, "32"),
        (32.5, "32.5"),
        ("-3", "-3"),
    ],
)
def test_number_is_read_as_the_dutch_write_it(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "tekst", "12,5,0", "1,234.50", "NaN", "oneindig", "1e5", True, 10**15])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError):
        read_number(text)


@pytest.mark.parametrize("text", ["2026-07-01", "1-7-2026", "01-07-2026", " 2026-07-01 "])
def test_date_is_read_both_ways(text):
    assert read_case(LksCase, GOOD | {"datum": text}).on == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("text", "age"), [("20", "20"), (21, "21"), ("21+", "21"), ("45", "21"), ("AOW", "aow"), (18, "18")]
)
def test_age_becomes_a_band(text, age):
    assert read_case(LksCase, GOOD | {"leeftijd": text}).age == age


def test_field_goes_by_its_dutch_and_its_own_name():
    assert read_case(LksCase, GOOD) == read_case(LksCase, {"on": date(2026, 7, 1), "hours": 32, "wage_value": 60})


def test_empty_field_counts_as_not_filled_in():
    assert read_case(LksCase, GOOD | {"leeftijd": " ", "groep": None}).group is None


@pytest.mark.parametrize("value", ["0", "100", "101", "tekst", "60,5", "-1"])
def test_wage_value_that_makes_no_sense_gets_a_sentence(value):
    assert problems(GOOD | {"loonwaarde": value})["wage_value"].startswith(
        ("Vul een heel percentage in van 1", "Vul bij")
    )


@pytest.mark.parametrize("value", ["0", "60", "tekst", "0,5"])
def test_hours_that_make_no_sense_get_a_sentence(value):
    said = problems(GOOD | {"uren": value})["hours"]
    assert said in (
        "Vul een aantal uren per week in van 1 tot en met 48.",
        "Vul bij uren per week een getal in, bijvoorbeeld 32 of 12,50.",
    )


@pytest.mark.parametrize("value", ["1999-01-01", "2040-01-01"])
def test_date_far_off_gets_a_sentence(value):
    assert problems(GOOD | {"datum": value}) == {"on": "Kies een datum van 1 januari 2015 tot en met 31 december 2035."}


def test_unknown_group_gets_a_sentence():
    assert problems(GOOD | {"groep": "rijken"})["group"].startswith("Deze groep kennen wij niet.")


def test_unknown_field_names_the_ones_there_are():
    assert problems(GOOD | {"bsn": "123456782"}) == {
        "bsn": "Het veld bsn kennen wij niet. Wel: datum, uren, leeftijd, bbl, voltijd_uren, groep, begonnen_op, "
        "loonwaarde, vakantiebijslag_pct."
    }


def test_every_mistake_is_said_at_once():
    assert set(problems({"uren": "0", "loonwaarde": "nul", "groep": "x"})) == {"on", "hours", "wage_value", "group"}
    assert set(problems(GOOD | {"uren": "0", "loonwaarde": "100", "groep": "x"})) == {"hours", "wage_value", "group"}


def test_start_after_the_date_is_refused():
    assert problems(GOOD | {"begonnen_op": "2026-07-02"}) == {
        "started_on": "De startdatum ligt na de datum waarvoor u rekent."
    }


def test_variant_that_does_not_exist_is_refused():
    assert "variants" in problems({"jaar": 2026, "uren": 100, "variant": "xx"}, LkvCase)


typed = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.text(max_size=30),
    st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
    st.dates(),
)


@pytest.mark.parametrize("kind", CALCULATORS)
@settings(deadline=None)
@given(data=st.data())
def test_whatever_is_typed_gives_a_case_or_a_sentence_for_each_field(kind, data):
    case_class = CALCULATORS[kind].case
    names = st.sampled_from(sorted(case_class.__dataclass_fields__)) | st.text(max_size=10)
    given_values = data.draw(st.dictionaries(names, typed, max_size=6))
    try:
        assert isinstance(read_case(case_class, given_values), case_class)
    except InvalidCase as invalid:
        sentences = [say_problem(one) for one in invalid.problems]
        assert sentences
        assert all(one.endswith(".") for one in sentences)
