"""The two papers of an advice: which template and stylesheet make them from the frozen content."""

from datetime import date
from decimal import Decimal

from django.template.loader import render_to_string

from checklists.matrix import build_matrix
from checklists.models import Paper
from instruments.wording import add_parts, build_bar
from wsp.pdf import render_pdf

STYLESHEET = "css/print/advice.css"
_TEMPLATES = {
    Paper.EMPLOYER: "checklists/advice_employer_pdf.html",
    Paper.INTERNAL: "checklists/advice_internal_pdf.html",
}


def paper_context(content):
    """Return the template context of both papers and of the preview: the content and what is drawn from it."""
    internal = content["internal"]
    return {
        "content": content,
        "matrix": build_matrix(internal["score"], internal["trail"]),
        "given_on": date.fromisoformat(content["given_on"]),
        "visit_on": date.fromisoformat(content["visit_on"]),
        "catalogue_date": date.fromisoformat(content["catalogue_date"]),
        "scenarios": draw_scenarios(content.get("scenarios", [])),
        "unprinted": draw_scenarios(internal.get("scenarios", [])),
        "agreements": [{**row, "due_on": date.fromisoformat(row["due_on"])} for row in content["agreements"]],
    }


def draw_scenarios(scenarios):
    """Return kept calculations with their day and bar (all bars on one scale), and every source once, by number."""
    parts = [one["parts"] or (one["cost"] or {"parts": []})["parts"] for one in scenarios]
    scale = max((add_parts(found) for found in parts), default=Decimal(0))
    sources = {(source["title"], source["date"]): source for one in scenarios for source in one["sources"]}
    numbers = {key: number for number, key in enumerate(sources, start=1)}
    rows = [
        {
            **one,
            "calculated_on": date.fromisoformat(one["calculated_on"]),
            "bar": build_bar(found, scale),
            "tables": _number_steps(one, numbers),
        }
        for one, found in zip(scenarios, parts, strict=True)
    ]
    return {"rows": rows, "sources": list(sources.values())}


def _number_steps(scenario, numbers):
    """Return the sum and those it is made of as (name, steps), every step with the numbers of its sources."""
    return [
        (
            one["name"],
            [
                {**step, "numbers": [numbers[source["title"], source["date"]] for source in step["sources"]]}
                for step in one["steps"]
            ],
        )
        for one in (scenario, *scenario["inside"])
        if one["steps"]
    ]


def render_paper(paper, content):
    """Return the PDF bytes of one paper; raises wsp.pdf.PdfError or PdfUnavailable when it cannot be made."""
    return render_pdf(render_to_string(_TEMPLATES[paper], paper_context(content)), stylesheet=STYLESHEET)
