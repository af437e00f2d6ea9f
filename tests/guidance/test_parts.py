"""Every page is built from the parts of the gallery: no template writes the markup of a part itself (decision 0007)."""

import re

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR / "templates"
TEMPLATES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(ROOT.rglob("*.html"))
    if not re.search(r"_pdf\.html|_body\.html|/_advice", path.as_posix())  # paper has its own sheet of styles
}
# The class of a part -> the templates that write it. Two pages write a field themselves: each of the 41 questions has its
# own, and an include for every field of it would cost more than the rest of the page.
ASKING = {"checklists/_question.html", "checklists/fill.html"}
WORKING_OUT = {
    "instruments/_work_field.html",
    "checklists/what_if.html",
}  # fields with a slider and a lasting error slot
FIELDS = {"components/field.html", "components/select.html", "components/to_copy.html"}
PARTS = {
    "melding": {"components/alert.html", "components/waits.html"},
    "fouten": {"components/error_summary.html"},
    "toast": {"components/toast.html"},
    "conflict": {"components/choice.html"},
    "privacy": {"components/privacy_choice.html"},
    "leeg": {"components/empty.html"},
    "kruimelpad": {"components/crumbs.html"},
    "tabs": {"components/tabs.html"},
    "tabs__tab": {"components/tab.html"},
    "stappen": {"components/visit_steps.html"},
    "bladeren": {"components/pagination.html"},
    "downloads": {"components/downloads.html"},
    "tijdlijn": {"components/timeline.html"},
    "tijdlijn__moment": {"components/moment.html"},
    "voortgang": {"components/progress.html"},
    "meter": {"components/meter.html"},
    "venster": {"components/dialog.html"},
    "uitleg__vel": {"components/explain.html", "components/keys.html"},
    "woorden": {"components/terms.html"},
    "grafiek": {f"components/chart_{kind}.html" for kind in ("bars", "columns", "stacks")},
    "legenda": {f"components/chart_{kind}.html" for kind in ("columns", "stacks")},
    "matrix": {"components/matrix.html", "components/matrix_counts.html"},
    "schaal": {"checklists/_question.html"},
    "veld": FIELDS | ASKING,
    "veld__label": FIELDS | ASKING | WORKING_OUT,
    "veld__keuzes": {"components/field.html", "components/privacy_choice.html"},
}
# An element that belongs to one part, whatever its class.
ELEMENTS = {
    "<dialog": PARTS["venster"],
    "<progress": PARTS["voortgang"],
    "<meter": PARTS["meter"],
    "<datalist": {"components/field.html"},
    "<blockquote": {"components/privacy_buttons.html", "checklists/fill.html"},
    " popover role=": PARTS["uitleg__vel"],
    'aria-label="Kruimelpad"': PARTS["kruimelpad"],
}
CLASSES = re.compile(r'\bclass="([^"]*)"')
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
TABLE = re.compile(r"<table\b[^>]*>.*?</table>", re.DOTALL)


def classes_of(text):
    return {one for words in CLASSES.findall(text) for one in TAG.sub(" ", words).split()}


def built_by_hand(name, text):
    """Return what a template writes itself of parts that are not its own."""
    used = classes_of(text)
    found = [part for part, owners in PARTS.items() if part in used and name not in owners]
    return found + [part for part, owners in ELEMENTS.items() if part in text and name not in owners]


def wrong_tables(text):
    """Return the tables that neither become cards on a phone, with a label at each cell, nor stay narrow or scroll."""
    wrong = []
    for table in TABLE.findall(text):
        scrolls = 'tabindex="0"' in text[: text.index(table)].rstrip().rpartition("\n")[2]
        classes = classes_of(table[: table.index(">") + 1])
        columns = len(re.findall(r"<th[^>]* scope=\"col\"", table)) + 9 * ("{% for" in table.partition("</thead>")[0])
        if "tabel--kaarten" in classes or "vergelijking" in classes:
            cells = re.findall(r"<td\b([^>]*)>(.*?)</td>", table, re.DOTALL)
            is_named = [
                "data-label=" in attributes or "knop" in inside or "kiescel" in attributes
                for attributes, inside in cells
            ]
            is_right = all(is_named)
        else:
            is_right = "wie-betaalt__tabel" in classes or ("tabel" in classes and (columns <= 4 or scrolls))
        if not is_right:
            wrong.append(table[:120])
    return wrong


@pytest.mark.parametrize("name", TEMPLATES)
def test_page_builds_no_part_by_hand(name):
    assert built_by_hand(name, TEMPLATES[name]) == []


@pytest.mark.parametrize("name", [name for name, text in TEMPLATES.items() if "<table" in text])
def test_tables_fit_a_phone(name):
    assert wrong_tables(TEMPLATES[name]) == []


@pytest.mark.parametrize("part", PARTS)
def test_part_is_written_by_each_of_its_templates(part):
    """Else the list above holds nothing: a class that was renamed would be free for all."""
    assert [name for name in PARTS[part] if part not in classes_of(TEMPLATES[name])] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<div class="melding melding--goed">Klaar</div>', ["melding"]),
        ('<p class="leeg">Niets</p>', ["leeg"]),
        ('<nav class="{% if x %}breed {% endif %}kruimelpad"></nav>', ["kruimelpad"]),
        ("<progress></progress>", ["<progress"]),
        ("{% alert %}<p>Klaar</p>{% endalert %}", []),
        ('<p class="meldingen veldwerk"></p>', []),
    ],
)
def test_part_by_hand_is_found(text, found):
    assert built_by_hand("employers/somewhere.html", text) == found


@pytest.mark.parametrize(
    ("cell", "is_found"),
    [('<td data-label="Plaats">Delfzijl</td>', False), ("<td>Delfzijl</td>", True), ('<td data-kop="P">x</td>', True)],
)
def test_cell_without_a_label_is_found(cell, is_found):
    table = f'<table class="tabel tabel--kaarten"><tr><th scope="row">Bakker</th>{cell}</tr></table>'
    assert bool(wrong_tables(table)) is is_found
