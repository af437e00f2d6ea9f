"""The part of an advice that only colleagues read: score, answers, notes and how it could tip."""

from django.utils import timezone

from checklists.labels import BANDS, DETERMINANTS, PROFILES
from checklists.models import AnswerState, QuestionKind


def describe_internally(case, recommendation):
    """Return the content of the internal report as JSON-able data."""
    visit, checklist, names = case.visit, case.checklist, recommendation.names
    return {
        "score": _score(case),
        "raised": [_raised(one) for one in (*recommendation.tips, *recommendation.instruments)],
        "answers": [_answer(question, case.answers[question.key]) for question in case.questions],
        "trail": list(case.trail),
        "visit": {
            "planned_at": timezone.localtime(visit.planned_at).strftime("%Y-%m-%dT%H:%M"),
            "goal": visit.goal,
            "place": ", ".join(filter(None, [visit.get_place_display().lower(), visit.location])),
            "advisers": [adviser.name for adviser in case.advisers],
        },
        "general_note": checklist.note,
        # What an employer may not see because something in it was never checked.
        "scenarios": [describe_scenario(one) for one in case.scenarios if not one.result["is_printable"]],
        "tipping": [_tipping(case, tipping) for tipping in case.score.tipping],
        "adviser_tips": [
            {"title": one.item.title, "text": one.item.adviser_text} for one in recommendation.adviser_tips
        ],
        "also": [str(one.item) for one in recommendation.also],
        "possible": [_weighed(one, one.must) for one in recommendation.possible if one.has_reason],
        "adjustments": [
            {
                "kind": one.get_kind_display(),
                "removed": names.get(one.removed_key, one.removed_key),
                "added": names.get(one.added_key, one.added_key),
                "reason": one.reason,
            }
            for one in case.adjustments
            if not one.is_withdrawn
        ],
    }


def describe_scenario(scenario):
    """Return a calculation as it came out on its day, with that day."""
    return scenario.result | {"calculated_on": timezone.localdate(scenario.calculated_at).isoformat()}


def _score(case):
    score = case.score
    return {
        "willen": score.willen,
        "kunnen": score.kunnen,
        "doing": score.doing,
        "band": str(BANDS[score.band]) if score.band else None,
        "profile": score.profile,
        "profile_label": str(PROFILES[score.profile]),
        "candidates": [str(PROFILES[code]) for code in score.candidates],
        "chosen_profile": str(PROFILES[case.profile]) if case.profile != score.profile else "",
        "chosen_reason": case.checklist.chosen_reason if case.profile != score.profile else "",
        "blocker": score.blocker,
        "border": bool(score.border),
        "determinants": [
            {
                "code": code,
                "label": str(DETERMINANTS[code]),
                "value": determinant.value,
                "weight": determinant.weight,
                "answered": determinant.answered,
                "asked": determinant.asked,
            }
            for code, determinant in score.determinants.items()
        ],
        "coverage": {
            side: {"answered": coverage.answered, "asked": coverage.asked, "enough": coverage.enough}
            for side, coverage in score.coverage.items()
        },
    }


def _answer(question, answer):
    is_answered = answer.state == AnswerState.ANSWERED
    return {
        "section": question.section.title,
        "question": question.text,
        "key": question.key,
        "answer_label": _say_value(question, answer.value) if is_answered else answer.get_state_display(),
        "said_by": answer.get_said_by_display() if is_answered else "",
        "note": answer.note,
    }


def _say_value(question, value):
    return f"{value:+d}" if question.kind == QuestionKind.BIPOLAR and value else f"{value}"


def _raised(proposal):
    """Return why a tip or instrument is in the advice: the answers and facts behind it, or the adviser's own reason."""
    return {
        "title": getattr(proposal.item, "title", None) or str(proposal.item),
        "by": [{"text": one.text, "value": one.value} for one in proposal.raised_by],
        "added_reason": proposal.added_reason,
    }


def _weighed(proposal, said):
    """Return an instrument that asks for something first, and what that is."""
    return {"title": str(proposal.item), "must": [one.text for one in said]}


def _tipping(case, tipping):
    question = next(question for question in case.questions if question.key == tipping.question)
    return f"{question.text}: van {tipping.from_value} naar {tipping.to_value}: {PROFILES[tipping.profile]}"
