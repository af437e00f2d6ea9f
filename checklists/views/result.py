"""The result of a checklist, the adviser's choice in the border zone, and how the score works."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from checklists import actions, queries
from checklists.forms import ProfileForm, ReopenForm
from checklists.labels import BANDS, BLOCKER, DETERMINANTS, PROFILES, SIDES, SOURCES
from checklists.matrix import build_matrix
from checklists.scoring import BLOCKED_CAP, BORDER, COVERAGE_PERCENT, HIGH, LOW, SCORING_VERSION, WEIGHTS
from checklists.views.context import checklist_context
from checklists.views.later import show_later
from checklists.views.rows import build_row
from regions.access import EDIT
from safekeeping.actions import note_access
from safekeeping.models import What

MOST_TIPPING = 5


@require_GET
def result(request, pk):
    """Show willen x kunnen, each determinant with its answers, and what would tip it."""
    visit = queries.get_visit(request.user, pk)
    if not hasattr(visit, "checklist"):
        return show_later(request, visit, "result")
    note_access(by=request.user, what=What.VIEW, row=visit, employer=visit.employer)
    return _show(request, visit.checklist)


def _show(request, checklist, form=None, status=200):
    case = queries.get_case(checklist)
    score = case.score
    rows = {one.key: build_row(one, case.answers[one.key], case.employer) for one in case.questions}
    context = checklist_context(request, checklist, "result") | {
        "score": score,
        "profile": PROFILES[case.profile],
        "is_chosen": case.profile != score.profile,
        "band": BANDS.get(score.band),
        "blocker": BLOCKER if score.blocker else None,
        "matrix": build_matrix({"willen": score.willen, "kunnen": score.kunnen}, case.trail),
        "trail": [one | {"date": date.fromisoformat(one["date"])} for one in case.trail],
        "sides": [_side(side, score, rows) for side in SIDES],
        "doing": _determinant("D", score, rows),
        "lowest": _determinant(score.lowest, score, rows) if score.lowest else None,
        "tipping": [(rows[one.question], one, PROFILES[one.profile]) for one in score.tipping[:MOST_TIPPING]],
        "levers": [row for row in rows.values() if row.is_context],
        "form": (form or _profile_form(checklist, score)) if score.profile == BORDER else None,
        "reopen_form": ReopenForm(),
        "frozen": _frozen(checklist, score),
        "coverage_percent": COVERAGE_PERCENT,
    }
    return render(request, "checklists/result.html", context, status=status)


def _profile_form(checklist, score):
    initial = {"profile": checklist.chosen_profile, "reason": checklist.chosen_reason}
    return ProfileForm(candidates=score.candidates, initial=initial)


def _side(side, score, rows):
    """Return one side with its coverage, what to ask next, and its determinants."""
    codes = [code for code, weight in WEIGHTS.items() if weight.side == side]
    coverage = score.coverage[side]
    return {
        "label": SIDES[side],
        "value": getattr(score, side),
        "coverage": coverage,
        "to_ask": [rows[key].question for key in coverage.missing],
        "determinants": [_determinant(code, score, rows) for code in codes],
    }


def _determinant(code, score, rows):
    """Return one determinant with its label and the answers that make it, and how many points each brought."""
    points = {one.question: one.points for one in score.trace if one.determinant == code}
    return {
        "code": code,
        "label": DETERMINANTS[code],
        "score": score.determinants[code],
        "answers": [(row, points.get(key)) for key, row in rows.items() if code in row.question.weights],
    }


def _frozen(checklist, score):
    """Return the score as it was when the visit was concluded, if another method has come since; else None."""
    if not checklist.is_concluded or checklist.scoring_version == score.version:
        return None
    return checklist.score | {"label": PROFILES.get(checklist.score["profile"], "")}


@require_POST
def choose_profile(request, pk):
    """Keep the profile that the adviser chose in the border zone, and why."""
    checklist = queries.get_checklist(request.user, pk, EDIT)
    score = queries.score_checklist(checklist, queries.get_answer_rows(checklist))
    form = ProfileForm(request.POST, candidates=score.candidates, stored={"reason": checklist.chosen_reason})
    if score.profile != BORDER:
        messages.error(request, "De score ligt nu niet in het grensgebied. Er is daarom niets te kiezen.")
        return _show(request, checklist, status=422)
    if not form.is_valid():
        return _show(request, checklist, form, status=422)
    try:
        actions.choose_profile(by=request.user, checklist=checklist, **form.cleaned_data)
    except actions.AlreadyConcluded:
        messages.error(request, "Het bezoek is afgerond. Open het weer als u een ander profiel wilt kiezen.")
    else:
        messages.success(request, "Uw keuze is opgeslagen.")
    return redirect("checklists:result", pk=pk)


@require_GET
def method(request):
    """Explain how the score works, with its sources and its limits."""
    weights = [
        {"label": DETERMINANTS[code], "side": weight.side, "percent": weight.share * 100, "source": SOURCES[code]}
        for code, weight in WEIGHTS.items()
    ]
    context = {
        "weights": weights,
        "sides": SIDES.values(),
        "version": SCORING_VERSION,
        "coverage_percent": COVERAGE_PERCENT,
        "low": round(LOW),
        "high": round(HIGH),
        "cap": round(BLOCKED_CAP),
        "profiles": PROFILES.values(),
        "section": "method",
    }
    return render(request, "checklists/method.html", context)
