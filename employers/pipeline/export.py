"""The rows of the pipeline as CSV and as a spreadsheet: row by row, so that memory stays flat, and never a formula."""

import tempfile

import xlsxwriter

from employers.pipeline.rows import COLUMNS, Row
from safekeeping.exporting import neutralise, write_lines

CHUNK = 2000  # rows that are in memory at a time
_PIECE = 64 * 1024  # bytes of a finished spreadsheet that are sent at a time

# Heading -> what stands below it. The heading is also the order.
CELLS = {
    "Werkgever": lambda row: row.name,
    "KVK-nummer": lambda row: row.kvk_number,
    "Plaats": lambda row: row.city,
    "Gemeente": lambda row: row.municipality__name or "",
    "Sector": lambda row: row.sbi_label,
    "Grootte": lambda row: row.size_label,
    "Medewerkers": lambda row: row.employees,
    "Openstaande vacatures": lambda row: row.vacancies,
    "Stap": lambda row: row.stage_label,
    "In deze stap sinds": lambda row: row.stage_since_on,
    "Dagen in deze stap": lambda row: row.days_in_stage,
    "Terugkomen op": lambda row: row.come_back_on,
    "Laatste bezoek": lambda row: row.last_visit_on,
    "Laatste contact": lambda row: row.last_contact_on,
    "Eerste open afspraak": lambda row: row.next_due_on,
    "Profiel": lambda row: row.profile_label,
    "Wat het meest tegenhoudt": lambda row: row.lowest_label,
    "Beoordeeld op": lambda row: row.assessed_on,
    "Vaste contactpersoon": lambda row: row.holder,
}


def _stream(rows, today):
    """Yield the rows of a queryset as Row, read from the database in pieces."""
    for values in rows.values(*COLUMNS).iterator(chunk_size=CHUNK):
        yield Row(today, values)


def write_csv(rows, *, today):
    """Yield the rows as lines of CSV."""
    return write_lines(CELLS, ([read(row) for read in CELLS.values()] for row in _stream(rows, today)))


def write_xlsx(rows, *, today):
    """Yield the rows as the bytes of a spreadsheet, made on disk and sent in pieces; the disk is empty again after."""
    with tempfile.TemporaryFile() as paper:
        _fill(paper, rows, today)
        paper.seek(0)
        while piece := paper.read(_PIECE):
            yield piece


def _fill(paper, rows, today):
    book = xlsxwriter.Workbook(paper, {"constant_memory": True, "default_date_format": "d-m-yyyy"})
    sheet = book.add_worksheet("Pijplijn")
    heading = book.add_format({"bold": True, "bottom": 1})
    # A text stays a text, also when someone edits the cell: "quote prefix" is what typing an apostrophe first does.
    text = book.add_format({"quote_prefix": True})
    day = book.add_format({"num_format": "d-m-yyyy"})
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(CELLS) - 1, 18)
    for column, name in enumerate(CELLS):
        sheet.write_string(0, column, name, heading)
    for number, row in enumerate(_stream(rows, today), start=1):
        for column, read in enumerate(CELLS.values()):
            _write_cell(sheet, number, column, read(row), text, day)
    book.close()


def _write_cell(sheet, number, column, value, text, day):
    """Write a cell by its own kind; a text is never looked at to see what it might be."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(number, column, value, text if neutralise(value) != value else None)
    elif isinstance(value, int):
        sheet.write_number(number, column, value)
    else:
        sheet.write_datetime(number, column, value, day)
