"""The result of a checklist, the adviser's choice in the border zone, and how the score works."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from checklists import actions, queries
from checklists.forms import ProfileForm, ReopenForm
from checklists.labels import BANDS, DETERMINANTS, PROFILES
from checklists.matrix import build_matrix
from checklists.scoring import COVERAGE_PERCENT, HIGH, LOW, SCORING_VERSION, WEIGHTS
from checklists.views.context import visit_context
from regions.access import EDIT, VIEW


@require_GET
def result(request, pk):
    """Show willen x kunnen, each determinant with its answers, and what would tip it."""
    visit = queries.get_visit(request.user, pk)
    if not hasattr(visit, "checklist"):
        return redirect("checklists:prepare", pk=pk)
    return _show(request, queries.get_checklist(request.user, pk, VIEW))


def _show(request, checklist, form=None, status=200):
    case = queries.get_case(checklist)
    score = case.score
    questions = {question.key: question for question in case.questions}
    context = visit_context(request, checklist.visit, "result") | {
        "checklist": checklist,
        "case": case,
        "score": score,
        "profile": PROFILES[case.profile],
        "computed_profile": PROFILES[score.profile],
        "band": BANDS.get(score.band),
        "matrix": build_matrix({"willen": score.willen, "kunnen": score.kunnen}, case.trail),
        "determinants": [_determinant(code, case, questions) for code in score.determinants],
        "lowest": DETERMINANTS.get(score.lowest),
        "tipping": [(questions[one.question], one, PROFILES[one.profile]) for one in score.tipping[:5]],
        "coverage": [(coverage, [questions[key] for key in coverage.missing]) for coverage in score.coverage.values()],
        "levers": [(one, case.answers[one.key]) for one in case.questions if one.kind == "context"],
        "form": form or ProfileForm(candidates=score.candidates),
        "reopen_form": ReopenForm(),
    }
    return render(request, "checklists/result.html", context, status=status)


def _determinant(code, case, questions):
    """Return one determinant with its label and the answers that make it, and how many points each brought."""
    points = {one.question: one.points for one in case.score.trace if one.determinant == code}
    rows = [
        (question, case.answers[key], points.get(key)) for key, question in questions.items() if code in question.weights
    ]
    return {"code": code, "label": DETERMINANTS[code], "score": case.score.determinants[code], "rows": rows}


@require_POST
def choose_profile(request, pk):
    """Keep the profile that the adviser chose in the border zone, and why."""
    checklist = queries.get_checklist(request.user, pk, EDIT)
    score = queries.score_checklist(checklist, queries.get_answer_rows(checklist))
    form = ProfileForm(request.POST, candidates=score.candidates)
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
    weights = [(DETERMINANTS[code], weight, round(weight.share * 100, 1)) for code, weight in WEIGHTS.items()]
    context = {
        "weights": weights,
        "version": SCORING_VERSION,
        "coverage_percent": COVERAGE_PERCENT,
        "low": round(LOW),
        "high": round(HIGH),
        "profiles": PROFILES.values(),
        "today": timezone.localdate(),
        "section": "method",
    }
    return render(request, "checklists/method.html", context)
