"""Keeping the rules: what raises an instrument, for whom it is, and how many open visits a change would touch."""

import functools

from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from instruments import queries
from instruments.differences import write_rule
from instruments.forms import DemandForm, DemandFormSet, RuleForm, RuleFormSet, RulesForm, get_changed_rules
from instruments.views.changing import go_on
from instruments.views.instruments import find
from instruments.wording import FACTS, OPERATORS, write_unless
from regions.access import check_catalogue


@require_GET
def overview(request):
    """Show the rules of every instrument in words."""
    check_catalogue(request.user)
    rows = [
        {
            "instrument": row,
            "rules": [write_rule(rule) for rule in row.rules],
            "unless": [write_unless(entry) for entry in row.unless],
            "groups": len(row.eligibility),
        }
        for row in queries.get_kept_instruments()
    ]
    return render(request, "instruments/keeping/rules.html", {"rows": rows, "section": "catalogue"})


@require_http_methods(["GET", "POST"])
def edit(request, slug):
    """Change the rules of an instrument: fill them in, try them on the open visits, then store them."""
    check_catalogue(request.user)
    row = find(slug)
    data = request.POST if request.method == "POST" else None
    form = RulesForm(data, instrument=row)
    rules = RuleFormSet(data, initial=[RuleForm.describe(one) for one in row.rules], prefix="regels")
    demands = DemandFormSet(data, initial=[DemandForm.describe(one) for one in row.demands], prefix="eisen")
    show = functools.partial(_show, request, form, rules, demands)
    if data is None:
        return show(200)
    if not (form.is_valid() & rules.is_valid() & demands.is_valid()):  # every one of them tells what is wrong
        return show(422)
    typed = [*form.typed, *rules.typed, *demands.typed]
    return go_on(request, form, get_changed_rules(form, rules, demands), typed, show)


def _show(request, form, rules, demands, status, **context):
    context |= {"instrument": form.instrument, "form": form, "rules": rules, "demands": demands, "section": "catalogue"}
    context |= {"facts": FACTS.values(), "operators": OPERATORS.values()}
    return render(request, "instruments/keeping/rules_form.html", context, status=status)
