"""Finding a burgerservicenummer (BSN) in a text by its 11-proef, however it is cut up, without crying wolf at other numbers."""

import re

from safekeeping.privacy.finding import Finding, Found

# Digits of other scripts and full-width digits count as digits; one sign becomes one sign, so that places stay the same.
_DIGITS = {zero + number: str(number) for zero in (0xFF10, 0x0660, 0x06F0, 0x0966) for number in range(10)}
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_GAP = rf"(?:[{_INVISIBLE}]+|[ \u00a0\u2009\u202f]?[-./_–—\u2010\u2011][ \u00a0\u2009\u202f]?|[ \u00a0\u2009\u202f]{{1,2}})"
# JavaScript (static/js/privacy.js) uses the same patterns, through device.describe.
RUN = rf"[0-9]+(?:{_GAP}[0-9]+)*"
GROUP = r"[0-9]+"
LINK = r"(?:https?://|www\.)\S+"
SHAPES = {(9,), (3, 3, 3), (4, 2, 3), (4, 5), (5, 4), (2, 3, 4), (3, 2, 4)}
LOOK_BACK = 30  # signs before a number in which a word says what it is
MONEY_BEFORE, MONEY_AFTER = r"(?:€|eur|euro)\s*$", r"^\s*(?:€|euro?(?![a-z])|,[0-9-])"
TAX_AFTER = r"^\.?[bl]\.?[0-9]{2}(?![0-9])"  # NL001234567B01, 001234567L01
NEUTRAL = "[nummer weggelaten]"


def level_digits(text):
    """Return the text with every digit as 0-9, sign for sign."""
    return text.translate(_DIGITS)


def passes_test(digits):
    """Tell whether nine digits pass the 11-proef: 9, 8, ... 2 times the first eight, minus the last, a multiple of 11."""
    if len(digits) != 9 or not digits.strip("0"):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def find_numbers(text, words):
    """Return a finding for every BSN in a levelled text, and for every number that is called one."""
    links = [match.span() for match in re.finditer(LINK, text)]
    found = []
    for run in re.finditer(RUN, text):
        if any(start <= run.start() < end for start, end in links):
            continue
        for start, end in _find_in_run(text, run, words):
            found.append(Finding(Found.BSN, start, end, text[start:end], NEUTRAL))
    return found


def _find_in_run(text, run, words):
    groups = [(match.start() + run.start(), match.end() + run.start()) for match in re.finditer(GROUP, run.group())]
    before = text[max(0, run.start() - LOOK_BACK) : run.start()]
    if words.ends_with_bsn_word(before):
        size = _count(groups, text)
        if size in (8, 9):
            return [run.span()]
    if before.endswith("+") or text[run.start() : run.start() + 4] == "0031" or words.ends_with_other_number(before):
        return []  # a telephone number, or one that is called something else
    return list(_find_by_test(text, groups))


def _find_by_test(text, groups):
    """Yield the places of nine digits in a row that pass the 11-proef and are cut up as one number would be."""
    taken = -1
    for first in range(len(groups)):
        for last in range(first, len(groups)):
            part = groups[first : last + 1]
            size = _count(part, text)
            if size < 9:
                continue
            start, end = part[0][0], part[-1][1]
            is_whole = len(part) == len(groups)
            if size == 9 and start > taken and _is_one_number(text, part, is_whole) and _is_bare(text, start, end):
                taken = end
                yield start, end
            break


def _count(groups, text):
    return sum(len(text[start:end]) for start, end in groups)


def _is_one_number(text, part, is_whole):
    gaps = {text[part[number][1] : part[number + 1][0]].strip() for number in range(len(part) - 1)}
    if len(gaps) > 1 or not passes_test("".join(text[start:end] for start, end in part)):
        return False
    return is_whole or tuple(end - start for start, end in part) in SHAPES


def _is_bare(text, start, end):
    """Tell whether it is no amount of money and no tax number of a company, which holds nine digits too."""
    before, after = text[max(0, start - 5) : start], text[end : end + 6]
    is_money = re.search(MONEY_BEFORE, before, re.I) or re.search(MONEY_AFTER, after, re.I)
    return not is_money and not re.search(TAX_AFTER, after, re.I)
