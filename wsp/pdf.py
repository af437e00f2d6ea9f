"""From HTML to a tagged PDF (PDF/UA-1): the only place that knows WeasyPrint, which it imports when it is first needed."""

import functools
import logging
import unicodedata
from pathlib import Path

from django.conf import settings

_log = logging.getLogger(__name__)


class PdfError(Exception):
    """The paper could not be made; nothing was stored."""


class PdfUnavailable(PdfError):
    """The native libraries that WeasyPrint needs are not on this machine."""


class TooManyPages(PdfError):
    """The paper needs more sheets than it may have."""


class RefusedAddress(ValueError):
    """A paper asked for something that is not a file of our own static folder."""


def get_static_file(url):
    """Return the path of a file in static/ that `url` (static:NAME or a path below STATIC_URL) names.

    Raises RefusedAddress for everything else: other schemes, other hosts, and ways out of the folder.
    """
    folder = (settings.BASE_DIR / "static").resolve()
    if not url.startswith("static:"):
        raise RefusedAddress("only files from static/ are given to a paper")
    path = (folder / url.removeprefix("static:").lstrip("/")).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        raise RefusedAddress("no such file in static/")
    return path


@functools.cache
def _load():
    """Import WeasyPrint once and return it with what every paper shares; raises PdfUnavailable."""
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except OSError as error:  # a native library is missing
        raise PdfUnavailable("WeasyPrint's native libraries are missing") from error

    class StaticFetcher(URLFetcher):
        def fetch(self, url, headers=None):
            path = get_static_file(url)
            return URLFetcherResponse(url, path.read_bytes(), status=200)

    return weasyprint, FontConfiguration(), StaticFetcher()


@functools.cache
def _stylesheet(name):
    """Return a parsed stylesheet of static/; its fonts are read once for the life of the process."""
    weasyprint, fonts, fetcher = _load()
    return weasyprint.CSS(
        string=Path(get_static_file(f"static:{name}")).read_text(encoding="utf-8"),
        base_url=f"static:{name}",
        font_config=fonts,
        url_fetcher=fetcher,
    )


@functools.cache
def _drawable():
    """Return the characters that our own fonts can draw."""
    from fontTools.ttLib import TTFont

    return frozenset(TTFont(get_static_file("static:fonts/SourceSans3-Regular.ttf")).getBestCmap())


def replace_undrawable(text):
    """Return `text` with each sign our fonts lack as its name in brackets, such as [grinning face].

    Another font would be put in the paper otherwise, a different one on each machine. Joiners, soft hyphens and variation
    signs go; an accent that stands apart is put on its letter first.
    """
    drawable = _drawable()
    parts = []
    for sign in unicodedata.normalize("NFC", text):
        category = unicodedata.category(sign)
        if category != "Cf" and (ord(sign) in drawable or sign in "\n\t\r"):
            parts.append(sign)
        elif category in ("Cf", "Mn", "Cc", "Co", "Cs", "Cn", "Sk"):
            continue
        else:
            parts.append(f"[{unicodedata.name(sign, 'teken').lower()}]")
    return "".join(parts)


def render_pdf(html, *, stylesheet, most_pages=None):
    """Return the PDF bytes of an HTML document with a stylesheet of static/; the same input gives the same bytes.

    Only files of static/ are read. Raises PdfUnavailable without the native libraries, TooManyPages when it does not fit on
    `most_pages` sheets, PdfError when rendering fails.
    """
    weasyprint, fonts, fetcher = _load()
    try:
        source = weasyprint.HTML(string=replace_undrawable(html), base_url="static:", url_fetcher=fetcher)
        document = source.render(stylesheets=[_stylesheet(stylesheet)], font_config=fonts, pdf_variant="pdf/ua-1")
        if most_pages is not None and len(document.pages) > most_pages:
            raise TooManyPages(f"{len(document.pages)} sheets and not {most_pages}")
        return document.write_pdf(finisher=_finish, pdf_variant="pdf/ua-1", pdf_identifier=b"werkgeverskompas")
    except TooManyPages:
        raise
    except Exception as error:
        _log.error("a paper could not be made: %s", type(error).__name__)  # never its content
        raise PdfError(type(error).__name__) from error


def _finish(document, pdf):
    """Add what PDF/UA checkers miss.

    A table over several pages becomes one table with its head once, headers get a Scope, links can be printed, and running
    heads and feet are artifacts.
    """
    objects = {item.number: item for item in pdf.objects}
    root = _follow(objects, pdf.catalog["StructTreeRoot"])
    _join_tables(objects, document)
    linked = {element.number for element in _walk(objects, root, set())}
    _scope_headers(objects, linked)
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Subtype") == "/Link":
            item["F"] = 4
    pages = [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page"]
    numbers = _follow(objects, root["ParentTree"])["Nums"]
    for page, elements in zip(pages, numbers[1 : 2 * len(pages) : 2], strict=True):
        _make_artifacts(objects, page, elements, linked)


def _follow(objects, reference):
    return objects[int(reference.split()[0])]


def _walk(objects, element, seen):
    """Yield every structure element below `element`; their numbers come in `seen`."""
    for kid in element.get("K", []):
        if isinstance(kid, bytes):
            child = _follow(objects, kid)
            if child.number not in seen and isinstance(child, dict):
                seen.add(child.number)
                yield child
                yield from _walk(objects, child, seen)


def _join_tables(objects, document):
    """Give the rows of every table that goes on on a next page to the table it started as."""
    started = {}  # element of the HTML -> the structure element of its first part
    for page in document.pages:
        for box in _find_tables(page._page_box):
            cell = next(cell for group in box.children for row in group.children for cell in row.children)
            table = _climb(objects, cell.mark, "/Table")
            if box.element in started:
                _join(objects, started[box.element], table)
            else:
                started[box.element] = table


def _find_tables(box):
    for child in getattr(box, "children", ()):
        if type(child).__name__ == "TableBox":
            yield child
        else:
            yield from _find_tables(child)


def _climb(objects, element, kind):
    while element["S"] != kind:
        element = _follow(objects, element["P"])
    return element


def _join(objects, first, table):
    """Move the rows of `table` to `first`, let them name the heads there, and leave the repeated head out of the tree."""
    groups = [_follow(objects, kid) for kid in table["K"]]
    repeated = [cell for group in groups if group["S"] == "/THead" for cell in _get_cells(objects, group)]
    heads = [cell for kid in first["K"] for cell in _get_cells(objects, _follow(objects, kid))][: len(repeated)]
    names = {old["ID"].string: new["ID"] for old, new in zip(repeated, heads, strict=True)}
    for group in groups:
        if group["S"] == "/THead":
            continue
        for cell in _get_cells(objects, group):
            headers = cell["A"].get("Headers", [])
            headers[:] = [names.get(name.string, name) for name in headers]
        group["P"] = first.reference
        first["K"].append(group.reference)
    _remove(objects, table)


def _get_cells(objects, group):
    rows = [_follow(objects, kid) for kid in group["K"]] if group["S"] in ("/THead", "/TBody") else []
    return [_follow(objects, kid) for row in rows for kid in row["K"] if isinstance(kid, bytes)]


def _remove(objects, element):
    """Take an element out of the tree, and what holds nothing any more with it."""
    parent = _follow(objects, element["P"])
    parent["K"].remove(element.reference)
    if not parent["K"]:
        _remove(objects, parent)


def _scope_headers(objects, linked):
    """Say of each header cell whether it heads its column or its row (a row that holds a data cell too)."""
    import pydyf

    for number in linked:
        row = objects[number]
        if row.get("S") != "/TR":
            continue
        cells = [_follow(objects, kid) for kid in row["K"] if isinstance(kid, bytes)]
        scope = "/Row" if any(cell.get("S") == "/TD" for cell in cells) else "/Column"
        for cell in cells:
            if cell.get("S") == "/TH":
                cell["A"] = pydyf.Dictionary({**(cell.get("A") or {}), "O": "/Table", "Scope": scope})


def _make_artifacts(objects, page, elements, linked):
    """Mark what stands outside the structure tree (the margin boxes) as artifact in the page's own stream."""
    outside = {mcid for mcid, reference in enumerate(elements) if _follow(objects, reference).number not in linked}
    stream = _follow(objects, page["Contents"]).stream
    for place in range(len(stream) - 1, 1, -1):
        if stream[place] == b"BDC" and stream[place - 1].get("MCID") in outside:
            stream[place - 2 : place + 1] = ["/Artifact", b"BMC"]
    for mcid in outside:
        elements[mcid] = "null"
