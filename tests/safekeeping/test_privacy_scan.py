"""The pure privacy guard: numbers, dates, health words and names, in worked cases and properties."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safekeeping.privacy import build_words, is_usable, rewrite, scan
from safekeeping.privacy.numbers import passes_test
from safekeeping.queries.words import read_reference_words

TODAY = date(2026, 11, 24)
WORDS = build_words(read_reference_words())
digits = st.text("0123456789", min_size=9, max_size=9)
bsns = digits.map(
    lambda eight: eight[:8] + str(sum(w * int(d) for w, d in zip(range(9, 1, -1), eight, strict=False)) % 11)
)
valid_bsns = bsns.filter(passes_test)


def found(text):
    return [(one.kind.value, one.text) for one in scan(text, WORDS, TODAY)]


class TestNumbers:
    @pytest.mark.parametrize(
        ("number", "passes"),
        [("999990019", True), ("111222333", True), ("123456789", False), ("000000000", False), ("99999001", False)],
    )
    def test_11_proef(self, number, passes):
        assert passes_test(number) is passes

    @given(valid_bsns, st.sampled_from(["", " ", ".", "-", " - ", "\u00a0", "/"]))
    def test_any_bsn_is_found_however_it_is_cut_up(self, number, gap):
        written = gap.join([number[:3], number[3:6], number[6:]])
        assert ("bsn", written) in found(f"Kandidaat {written} komt maandag")

    @given(digits.filter(lambda number: not passes_test(number)))
    def test_nine_digits_that_fail_are_left_alone(self, number):
        assert not [kind for kind, _ in found(f"Kenmerk {number} van de zending") if kind == "bsn"]

    @given(digits.filter(lambda number: not passes_test(number)))
    def test_number_that_is_called_a_bsn_is_one(self, number):
        assert found(f"bsn {number}") == [("bsn", number)]

    @pytest.mark.parametrize(
        "text",
        [
            "+31 999990019",
            "0031 999990019",
            "factuurnummer 999990019",
            "€ 999.990.019",
            "999.990.019 euro",
            "NL999990019B01",
            "https://voorbeeld.nl/j/999990019",
            "1999990019",
            "9999900190",
            "0417 1643 00",
        ],
    )
    def test_other_numbers_are_left_alone(self, text):
        assert found(text) == []

    def test_two_in_one_sentence_are_both_found(self):
        assert found("999990019 of 111222333?") == [("bsn", "999990019"), ("bsn", "111222333")]


class TestDates:
    @pytest.mark.parametrize(
        ("text", "date_found"),
        [
            ("Jan, 12-03-1985", "12-03-1985"),
            ("Jan (12 maart 1985)", "12 maart 1985"),
            ("geboren in 1999", "1999"),
            ("jarig op 14 februari", "14 februari"),
        ],
    )
    def test_date_of_birth_is_found(self, text, date_found):
        assert ("birth", date_found) in found(text)

    @pytest.mark.parametrize(
        "text", ["Afspraak op 14-01-2027", "op 3 mei 2024", "opgericht op 12-03-1985", "geboren en getogen Groninger"]
    )
    def test_other_dates_are_left_alone(self, text):
        assert found(text) == []


class TestHealth:
    def test_weak_word_counts_only_about_one_person(self):
        assert found("Hij is vaak ziek") == [("health", "ziek")]
        assert found("Minder mensen zijn ziek dan vorig jaar") == []

    def test_diagnosis_counts_unless_a_group_is_meant(self):
        assert found("Autisme speelt mee") == [("health", "Autisme")]
        assert found("Ervaring met mensen met autisme") == []

    def test_name_beside_it_is_found_too(self):
        assert found("Jan de Boer heeft epilepsie.") == [("name", "Jan de Boer"), ("health", "epilepsie")]
        assert found("Jan de Boer belt morgen.") == []

    def test_collegas_are_a_group_and_a_collega_is_one(self):
        assert found("Een collega is ziek") == [("health", "ziek")]
        assert found("Collega's zijn ziek") == []


class TestRewriting:
    @pytest.mark.parametrize(
        ("text", "neutral"),
        [
            ("Ahmed heeft epilepsie.", "Iemand heeft een beperking."),
            ("Hij heeft een zware depressie.", "Hij heeft een beperking."),
            ("Bel over 999990019 a.u.b.", "Bel over [nummer weggelaten] a.u.b."),
        ],
    )
    def test_only_the_person_goes(self, text, neutral):
        assert rewrite(text, scan(text, WORDS, TODAY)) == neutral

    @given(st.text(max_size=300))
    def test_text_about_nobody_stays_as_it_was_and_nothing_breaks(self, text):
        findings = scan(text, WORDS, TODAY)
        assert [one.start for one in findings] == sorted(one.start for one in findings)
        if not findings and text.isascii():
            assert rewrite(text, findings) == text.strip()

    @given(st.text("0123456789 .-/", max_size=60))
    def test_no_bsn_is_left_in_what_was_rewritten(self, text):
        again = scan(rewrite(text, scan(text, WORDS, TODAY)), WORDS, TODAY)
        assert not [one for one in again if one.kind == "bsn"]


@pytest.mark.parametrize(
    ("word", "usable"), [("burn-out", True), ("*ziekte", True), ("(a+)+", False), ("*", False), ("", False)]
)
def test_word_list_takes_words_only_never_patterns(word, usable):
    assert is_usable(word) is usable
