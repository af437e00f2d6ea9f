"""The two papers of an advice: which template and stylesheet make them from the frozen content."""

from datetime import date

from django.template.loader import render_to_string

from checklists.matrix import build_matrix
from checklists.models import Paper
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
        "agreements": [{**row, "due_on": date.fromisoformat(row["due_on"])} for row in content["agreements"]],
    }


def render_paper(paper, content):
    """Return the PDF bytes of one paper; raises wsp.pdf.PdfError or PdfUnavailable when it cannot be made."""
    return render_pdf(render_to_string(_TEMPLATES[paper], paper_context(content)), stylesheet=STYLESHEET)
