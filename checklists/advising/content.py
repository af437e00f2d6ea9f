"""The content of an advice as plain data: frozen when it is given, and all that both papers and the preview are made from."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from checklists import wording
from checklists.advising.case import Case
from checklists.advising.internal import describe_internally, describe_scenario
from checklists.advising.recommending import Proposal, Recommendation
from checklists.models import QuestionKind, SaidBy
from checklists.scoring import HIGH, WEIGHTS
from checklists.scoring.profiles import P1B
from employers.models import Side
from instruments.labels import GROUPS
from instruments.models import InstrumentState
from instruments.sheet import printable_sources

MOST_TOLD = 6
MOST_OBSTACLES = 3
MOST_REASONS = 2  # of one tip or instrument on paper, the weightiest first; the screen and the report show all
MOST_DEMANDS = 2  # of one instrument: what has to be true
MOST_STEPS = 4  # of one instrument: how it starts; what follows is in the catalogue
MOST_SOURCES = 2  # of one instrument, the firmest first
# Question -> field of the employer that tells the same, when it is known.
_IN_THE_PROFILE = {
    "I2a": "vacancies",
    "I2b": "hard_vacancies",
    "I2c": "expects_growth",
    "I5a": "target_group_employees",
}
GOOD_ANSWER = 3  # on the scale of 0 to 4: what came out clearly positive
BEST_BENEFIT = 2  # the highest answer to what one expects of it; a lower one says less than its words would


def compose(case: Case, recommendation: Recommendation, *, number: str | None, given_on: date, adviser) -> dict:
    """Return the content of an advice as JSON-able data; `number` is None for a draft.

    The employer's paper uses everything but "internal"; no score stands outside it, and no euro amount but in a calculation
    that the adviser kept, with its date and sources.
    """
    region, checklist = case.employer.region, case.checklist
    return {
        "number": number,
        "given_on": given_on.isoformat(),
        "visit_on": timezone.localdate(case.visit.planned_at).isoformat(),
        "organisation": {"name": region.desk, "region": region.name, "phone": region.phone, "email": region.email},
        "employer": _employer(case.employer),
        "contacts": [{"name": contact.name, "function": contact.job_title} for contact in case.contacts],
        "adviser": {
            "name": adviser.name,
            "title": adviser.job_title,
            "phone": adviser.phone or region.phone,
            "email": adviser.email,
        },
        "told": _told(case),
        "obstacles": _obstacles(case),
        "tips": [_tip(proposal) for proposal in recommendation.tips],
        "groups": [GROUPS[group] for group in checklist.groups],
        "instruments": [_instrument(proposal) for proposal in recommendation.instruments],
        "scenarios": [describe_scenario(one) for one in case.scenarios if one.result["is_printable"]],
        "agreements": [_agreement(agreement) for agreement in case.agreements],
        "closing": checklist.closing_words.strip() or wording.CLOSING_WORDS,
        "sources": _sources(case),
        "question_set": str(checklist.question_set),
        "scoring_version": case.score.version,
        "catalogue_date": recommendation.catalogue_on.isoformat(),
        "internal": describe_internally(case, recommendation),
    }


def _employer(employer):
    return {
        "name": employer.name,
        "kvk": employer.kvk_number,
        "branch": employer.branch_number,
        "place": employer.city,
        "sector": employer.get_sbi_section_display(),
        "size": employer.size_label,
        "employees": employer.employees,
    }


def _told(case):
    """Return what the employer told: the plain facts, then what came out clearly positive, in the order it was asked."""
    told = [{"topic": wording.TOLD_TOPICS[topic], "text": text} for topic, text in _told_facts(case.employer)]
    for question in case.questions:
        answer = case.answers[question.key]
        if _is_told(case.employer, question, answer):
            told.append({"topic": question.section.title, "text": _say(question)})
    return told[:MOST_TOLD]


def _is_told(employer, question, answer):
    """Tell whether an answer is clearly positive, from someone at the employer, and not in the profile already."""
    if not question.weights or answer.value is None or answer.said_by == SaidBy.ESTIMATE:
        return False
    if getattr(employer, _IN_THE_PROFILE.get(question.key, ""), None) is not None:
        return False
    return answer.value >= (BEST_BENEFIT if question.kind == QuestionKind.BIPOLAR else GOOD_ANSWER)


def _say(question):
    """Return the sentence that a clearly positive answer says; of a benefit the words of its best answer."""
    if question.kind != QuestionKind.BIPOLAR:
        return f"{question.text}."
    best = question.anchors[str(BEST_BENEFIT)]
    return f"U {best[0].lower()}{best[1:]}."


def _told_facts(employer):
    sentences = []
    if employer.vacancies == 0:
        sentences.append(("work", wording.TOLD["no_vacancies"]))
    elif employer.vacancies == 1:
        sentences.append(("work", wording.TOLD["vacancy"]))
    elif employer.vacancies:
        key = "vacancies" if employer.hard_vacancies else "vacancies_plain"
        sentences.append(("work", wording.TOLD[key].format(vacancies=employer.vacancies, hard=employer.hard_vacancies)))
    flags = [
        ("work", "growth", employer.expects_growth),
        ("policy", "sroi", employer.has_sroi_obligation),
        ("policy", "csr", employer.has_csr_policy),
        ("experience", "employs", employer.target_group_employees),
    ]
    return sentences + [(topic, wording.TOLD[key]) for topic, key, holds in flags if holds]


def _obstacles(case):
    """Return what is in the way, heaviest first, in neutral words: at most three."""
    score = case.score
    found = [wording.BLOCKER] if score.blocker else []
    if score.willen is None or score.kunnen is None:
        found.append(wording.NOT_ENOUGH)
    low = [
        (determinant.value, -WEIGHTS[code].share, code)
        for code, determinant in score.determinants.items()
        if code in wording.OBSTACLES and determinant.value is not None and determinant.value < HIGH
    ]
    skipped = {"K3"} if score.blocker else set()  # the blocker says what K3 would say, and more
    if case.profile == P1B or score.concerns:
        found.append(wording.AFTERCARE)
        skipped |= {"W1", "W2", "W3", "INT"}
    found += [wording.OBSTACLES[code] for _, _, code in sorted(low) if code not in skipped]
    return [{"title": one.title, "text": one.text} for one in found[:MOST_OBSTACLES]]


def _tip(proposal: Proposal):
    return {
        "key": proposal.item.key,
        "title": proposal.item.title,
        "text": proposal.item.text,
        "because": _because(proposal),
    }


def _because(proposal: Proposal):
    return list(proposal.because[:MOST_REASONS]) or [wording.PUT_IN_BECAUSE]


def _instrument(proposal: Proposal):
    row = proposal.item
    return {
        "slug": row.slug,
        "version": row.version,
        "name": row.name,
        "summary": row.summary,
        "because": _because(proposal),
        "executor": proposal.executor or ", ".join(row.executors),
        "must": [one.text for one in proposal.must if one.is_printable][:MOST_DEMANDS],
        "next_step": proposal.next_step,
        "steps": row.steps[:MOST_STEPS],
        "has_more_steps": len(row.steps) > MOST_STEPS,
        "deadline": row.deadline,
        "warning": row.state_text if row.state == InstrumentState.CLOSED else "",
        "sources": [
            {"title": source["title"], "date": _say_date(source["date"]), "status": source["status"]}
            for source in printable_sources(row.sources)[:MOST_SOURCES]
        ],
    }


def _say_date(text):
    """Return "2026-07-01", "2026-07" or "2026" as people write it; empty stays empty."""
    year, month, day = (*text.split("-"), "", "")[:3]
    if not month:
        return year
    return date_format(date(int(year), int(month), int(day or 1)), "j F Y" if day else "F Y")


def _agreement(agreement):
    return {
        "who": agreement.who,
        "side": "werkgever" if agreement.side == Side.EMPLOYER else "wsp",
        "what": agreement.what,
        "due_on": agreement.due_on.isoformat(),
    }


def _sources(case):
    """Return what the questions and tips rest on; the sources of an instrument stand with that instrument."""
    source = case.checklist.question_set.source
    return [{"title": source["title"], "publisher": source["publisher"], "date": _say_date(source["changed_on"])}]
