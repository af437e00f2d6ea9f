"""Tips, instruments and the advice of a visit: propose, adjust, preview, give, and print again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from checklists import advising, queries
from checklists.actions import advice as actions
from checklists.forms import ClosingWordsForm, WithdrawForm, describe_focus, make_focus_form
from checklists.models import Paper
from checklists.papers import paper_context
from checklists.views.adjusting import AdjustmentForms
from checklists.views.later import is_for_later, show_later
from employers.views.context import visit_context
from instruments.matching import may_name_money
from regions.access import EDIT, VIEW
from safekeeping.actions import note_access
from safekeeping.models import What
from wsp.pdf import PdfError, PdfUnavailable

PAPERS = {"werkgever": Paper.EMPLOYER, "intern": Paper.INTERNAL}


def _recommend(checklist):
    """Return the case of a checklist, what is recommended in it, and the forms to change that."""
    case, tips, instruments = queries.get_case(checklist), queries.get_tips(), queries.get_instruments()
    today = timezone.localdate()
    recommendation = advising.recommend(case, tips, instruments, today)
    return case, recommendation, AdjustmentForms(recommendation, tips, instruments, today)


@require_GET
def recommended(request, pk):
    """Show the tips and instruments that fit this visit, each with its because."""
    visit = queries.get_visit(request.user, pk)
    if not hasattr(visit, "checklist") and is_for_later(request, visit):
        return show_later(request, visit, "recommend")
    checklist = queries.get_checklist(request.user, pk, VIEW)
    note_access(by=request.user, what=What.VIEW, row=checklist.visit, employer=checklist.visit.employer)
    case, recommendation, forms = _recommend(checklist)
    return _show_recommended(request, checklist, case, recommendation, forms)


def _show_recommended(request, checklist, case, recommendation, forms, status=200, focus_form=None, more=None):
    context = visit_context(request, checklist.visit, "recommend") | {
        "case": case,
        "checklist": checklist,
        "recommendation": recommendation,
        "tips": forms.pair(recommendation.tips),
        "instruments": forms.pair(recommendation.instruments),
        "adjustments": forms.describe(case.adjustments),
        "forms": forms,
        "focus": describe_focus(checklist),
        "focus_form": focus_form or make_focus_form(checklist),
        "too_early": not may_name_money(case.facts),
    }
    return render(request, "checklists/recommend.html", context | (more or {}), status=status)


def show_recommended(request, checklist, *, focus_form, status, more=None):
    """Show the page with a form for the groups and the place that could not be stored."""
    return _show_recommended(request, checklist, *_recommend(checklist), status, focus_form, more)


@require_POST
def adjust(request, pk):
    """Take a tip or instrument out, put one in, or swap, with the adviser's reason."""
    checklist = queries.get_checklist(request.user, pk, EDIT)
    case, recommendation, forms = _recommend(checklist)
    form = forms.bind(request.POST)
    if not form.is_valid():
        return _show_recommended(request, checklist, case, recommendation, forms, status=422)
    actions.adjust(by=request.user, checklist=checklist, **form.cleaned_data)
    messages.success(request, "Uw wijziging is opgeslagen.")
    return redirect("checklists:recommend", pk=pk)


@require_POST
def withdraw(request, pk):
    """Undo one adjustment."""
    checklist = queries.get_checklist(request.user, pk, EDIT)
    form = WithdrawForm(request.POST)
    adjustment = queries.get_adjustment(checklist, form.cleaned_data["adjustment"]) if form.is_valid() else None
    if adjustment is None:
        messages.error(request, "Deze wijziging is er niet meer.")
        case, recommendation, forms = _recommend(checklist)
        return _show_recommended(request, checklist, case, recommendation, forms, status=422)
    actions.withdraw_adjustment(by=request.user, adjustment=adjustment)
    messages.success(request, "De wijziging is teruggedraaid.")
    return redirect("checklists:recommend", pk=pk)


@require_GET
def preview(request, pk):
    """Show the advice exactly as it will be printed, and those that were given before."""
    checklist = queries.get_checklist(request.user, pk, VIEW)
    note_access(by=request.user, what=What.VIEW, row=checklist.visit, employer=checklist.visit.employer)
    return _show_preview(request, checklist)


def _show_preview(request, checklist, form=None, status=200):
    case, recommendation, _ = _recommend(checklist)
    content = advising.compose(
        case,
        recommendation,
        number=None,
        given_on=timezone.localdate(),
        adviser=queries.get_signatory(case, request.user),
    )
    context = visit_context(request, checklist.visit, "advice") | {
        **paper_context(content),
        "checklist": checklist,
        "form": form or ClosingWordsForm(initial={"closing_words": content["closing"]}),
        "advices": queries.get_advices(checklist),
    }
    return render(request, "checklists/advice.html", context, status=status)


@require_POST
def save_closing(request, pk):
    """Keep the adviser's own closing words."""
    checklist = queries.get_checklist(request.user, pk, EDIT)
    form = ClosingWordsForm(request.POST, stored={"closing_words": checklist.closing_words})
    if not form.is_valid():
        if request.htmx:
            context = {"form": form, "notice": form.get_notices().get("closing_words")}
            return render(request, "checklists/advice.html#closing_status", context, status=422)
        return _show_preview(request, checklist, form, status=422)
    actions.save_closing_words(by=request.user, checklist=checklist, closing_words=form.cleaned_data["closing_words"])
    if request.htmx and form.rewritten:  # another text was kept than stands in the field: the form comes again
        fresh = ClosingWordsForm(initial={"closing_words": checklist.closing_words})
        context = {"form": fresh, "visit": checklist.visit, "saved_at": timezone.now()}
        response = render(request, "checklists/advice.html#closing_form", context)
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#slotwoord-formulier", "outerHTML"
        return response
    if request.htmx:
        return render(request, "checklists/advice.html#closing_status", {"form": form, "saved_at": timezone.now()})
    messages.success(request, "Het slotwoord is opgeslagen.")
    return redirect("checklists:advice", pk=pk)


@require_POST
def give_advice(request, pk):
    """Freeze the advice: number, content and both papers."""
    checklist = queries.get_checklist(request.user, pk, EDIT)
    try:
        advice = actions.give_advice(by=request.user, checklist=checklist)
    except actions.NotConcluded:
        messages.error(request, "Rond eerst het bezoek af. Daarna kunt u het advies vaststellen.")
    except PdfUnavailable:
        messages.error(
            request,
            "Op deze server kan nu geen PDF worden gemaakt. Er is niets vastgesteld; meld dit bij uw beheerder.",
        )
    except PdfError:
        messages.error(request, "De PDF maken is niet gelukt. Er is niets vastgesteld; probeer het nog een keer.")
    else:
        messages.success(request, f"Advies {advice.number} is vastgesteld. U kunt het nu printen of mailen.")
    return redirect("checklists:advice", pk=pk)


@require_GET
def paper(request, number, paper):
    """Give the bytes of a paper as they were handed over."""
    if paper not in PAPERS:
        raise Http404
    document = queries.get_document(request.user, number, PAPERS[paper])
    visit = document.advice.checklist.visit
    note_access(by=request.user, what=What.DOWNLOAD, row=document.advice, employer=visit.employer)
    response = HttpResponse(bytes(document.pdf), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{number}-{paper}.pdf"'
    response.headers["ETag"] = f'"{document.sha256}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
