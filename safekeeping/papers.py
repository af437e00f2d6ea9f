"""What is kept of one person, as a paper and as data to hand over to them."""

import json

from django.template.loader import render_to_string

from wsp.pdf import render_pdf


def render_about(contact, sections, today):
    """Return the PDF bytes of all that is kept of a contact; raises wsp.pdf's errors when it cannot be made."""
    context = {"contact": contact, "region": contact.employer.region, "sections": sections, "today": today}
    return render_pdf(render_to_string("safekeeping/about_pdf.html", context), stylesheet="css/print/inzage.css")


def describe_about(contact, sections, today):
    """Return the same as JSON text."""
    told = {
        "organisatie": contact.employer.region.desk,
        "werkgever": contact.employer.name,
        "gemaakt_op": today.isoformat(),
        "gegevens": [
            {
                "wat": section["what"],
                "waarom": section["why"],
                "hoe_lang": section["term"],
                "rijen": [{"naam": row["name"], **row["fields"]} for row in section["rows"]],
            }
            for section in sections
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=str)
