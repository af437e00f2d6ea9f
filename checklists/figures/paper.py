"""The quarter report of a region on paper: the figures of the page without the names of advisers."""

from django.template.loader import render_to_string

from checklists.figures.page import get_page
from employers.forms.figures import say_quarter
from wsp.pdf import render_pdf

STYLESHEET = "css/print/figures.css"


def render_report(region, quarter, *, today):
    """Return the PDF bytes of the report of a region that passed the gate; raises wsp.pdf.PdfError when it cannot be made."""
    context = get_page(region, quarter, today=today) | {
        "region": region,
        "quarter_name": say_quarter(quarter),
        "before_name": say_quarter(quarter.before),
        "today": today,
        "behind": "",  # nobody taps on paper
    }
    return render_pdf(render_to_string("checklists/figures_pdf.html", context), stylesheet=STYLESHEET)
