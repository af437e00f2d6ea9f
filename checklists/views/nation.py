"""The figures over all regions, for the role that sees the country and no employer."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from checklists.figures.country import get_country
from employers.forms.figures import QuarterForm, say_quarter
from regions.access import check_nation


@require_GET
def nation(request):
    """Show the figures of a quarter over all regions; there is nothing behind a number here."""
    check_nation(request.user)
    today = timezone.localdate()
    form = QuarterForm(request.GET, today=today)
    context = get_country(form.chosen, today=today) | {
        "section": "nation",
        "form": form,
        "quarter_name": say_quarter(form.chosen),
        "today": today,
    }
    return render(request, "checklists/nation.html", context)
