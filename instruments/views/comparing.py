"""Two or three instruments side by side."""

from itertools import combinations

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from instruments import queries
from instruments.decision import combine
from instruments.forms import CompareForm
from instruments.forms.catalogue import MOST_COMPARED
from instruments.sheet import make_sheet

FEWEST = 2


@require_safe
def compare(request):
    """Show two or three instruments side by side; with fewer, ask for more."""
    names = queries.get_choices()
    form = CompareForm(request.GET, names=names)
    is_right = form.is_valid()
    chosen = form.get_chosen()[:MOST_COMPARED]
    rows = queries.get_several(chosen)
    amounts = queries.get_amounts(timezone.localdate())
    context = {
        "form": form,
        "names": names,
        "places": [*chosen, *[""] * (MOST_COMPARED - len(chosen))],
        "compared": [(row, make_sheet(row, *amounts.of_instrument(row.slug))) for row in rows],
        "pairs": [(one, other, combine(_describe(one), _describe(other))) for one, other in combinations(rows, 2)],
        "is_enough": len(rows) >= FEWEST,
        "section": "instruments",
    }
    return render(request, "instruments/compare.html", context, status=200 if is_right else 422)


def _describe(row):
    return {"slug": row.slug, "excludes": row.excludes, "combines_with": row.combines_with}
