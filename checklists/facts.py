"""From a score, answers and an employer to the flat facts that the rules of tips and instruments ask for. Pure: no Django."""

_SIZES = {"small": "klein", "medium": "middelgroot", "large": "groot"}
_SECTORS = {"market": "markt", "government": "overheid"}
# Fact -> attribute of the employer, for what can be taken over as it stands.
_PLAIN = {
    "employer.sroi": "has_sroi_obligation",
    "employer.vacancies": "vacancies",
    "employer.hard_to_fill": "hard_vacancies",
    "employer.growth": "expects_growth",
    "employer.employed": "target_group_employees",
    "employer.knows_wsp": "knows_desk",
    "employer.uses_wsp": "uses_desk",
    "employer.sector": "sbi_section",
}


def employer_facts(employer, adviser_count):
    """Return the facts about an employer; what is unknown is left out, because missing is never zero or no."""
    facts = {fact: getattr(employer, attribute) for fact, attribute in _PLAIN.items()}
    facts["employer.size"] = _SIZES.get(employer.size_class)
    facts["employer.kind"] = _SECTORS.get(employer.sector)
    facts["employer.has_cao"] = True if employer.collective_agreement else None
    facts["employer.advisers"] = adviser_count
    return {fact: value for fact, value in facts.items() if value is not None}


def score_facts(score, profile):
    """Return the facts of a score; `profile` is the one that holds (in the border zone the adviser's choice)."""
    facts = {f"determinant.{code}": determinant.value for code, determinant in score.determinants.items()}
    facts |= {
        "side.willen": score.willen,
        "side.kunnen": score.kunnen,
        "lowest": score.lowest,
        "lowest_willen": score.lowest_willen,
        "lowest_kunnen": score.lowest_kunnen,
        "blocker": score.blocker,
        "profile": profile,
    }
    return {fact: value for fact, value in facts.items() if value is not None}


def answer_facts(answers):
    """Return the facts of answered questions: {question key: number, None or "nvt"} in, only the numbers out."""
    return {f"answer.{key}": value for key, value in answers.items() if isinstance(value, int)}


def build_facts(*, score, profile, answers, employer, adviser_count, is_first_visit):
    """Return all facts of one visit together."""
    return {
        **employer_facts(employer, adviser_count),
        **score_facts(score, profile),
        **answer_facts(answers),
        "visit.first": is_first_visit,
    }
