"""One instrument on paper: a leaflet of a single sheet, whatever the length of its texts."""

from django.template.loader import render_to_string

from wsp.pdf import TooManyPages, render_pdf

STYLESHEET = "css/print/folder.css"
# The letter gets smaller until everything is on one sheet; below the smallest nobody can read it.
SIZES = ("ruim", "gewoon", "klein", "kleiner", "kleinst")


def render_leaflet(instrument, sheet, region, supplement, today):
    """Return the PDF bytes of a leaflet on one sheet; raises wsp.pdf's errors when it cannot be made.

    `sheet` is its instruments.sheet.Sheet, `region` and `supplement` may be None. What a region wrote is never cut off: when
    the smallest letter does not hold it, a second sheet follows.
    """
    lines = [line for line in sheet.amounts if line.is_money]
    cited = list(dict.fromkeys(line.source for line in lines))
    context = {"instrument": instrument, "sheet": sheet, "region": region, "supplement": supplement, "today": today}
    context |= {"cited": cited, "amounts": [(line, cited.index(line.source) + 1) for line in lines]}
    for size in SIZES:
        try:
            return render_pdf(_write(context, size), stylesheet=STYLESHEET, most_pages=1)
        except TooManyPages:
            continue
    return render_pdf(_write(context, SIZES[-1]), stylesheet=STYLESHEET)


def _write(context, size):
    return render_to_string("instruments/leaflet_pdf.html", context | {"size": size})
