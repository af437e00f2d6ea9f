"""Script, formulas and template code in every text that people type: shown as text, on every page, paper, table and mail."""

import csv
import io
import re
import zipfile
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pypdf import PdfReader

from employers.models import Agreement, Employer
from tests.attacks.conftest import READ_DOORS

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7|add:35 }}{% now 'Y' %}"
FORMULA = '=HYPERLINK("http://kwaad.voorbeeld","klik")'
# Texts by which rows are found; who poisons those changes an address, not what is shown.
ADDRESSES = {
    "slug",
    "key",
    "code",
    "cache_key",
    "token_hash",
    "number",
    "sha256",
    "removed_key",
    "added_key",
    "digest",
    "password",
}
APPS = ("regions", "employers", "checklists", "safekeeping")


class Reader(HTMLParser):
    """Reads a page as a browser does and keeps what would run."""

    def __init__(self):
        super().__init__()
        self.dangers = []

    def handle_starttag(self, tag, attributes):
        """Keep an element that runs something of its own."""
        names = dict(attributes)
        is_inline = tag == "script" and "src" not in names and names.get("type") != "application/json"
        handlers = [name for name in names if name.startswith("on")]
        addresses = [names[name] or "" for name in ("href", "src", "action") if name in names]
        if is_inline or handlers or any(re.match(r"\s*(javascript|data|vbscript):", one, re.I) for one in addresses):
            self.dangers.append(self.get_starttag_text())


def get_text_fields():
    """Yield every stored text that somebody may have typed."""
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.local_fields:
                is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(
                    field, models.EmailField
                )
                if (
                    is_text
                    and not field.choices
                    and field.name not in ADDRESSES
                    and field.editable
                    and not field.primary_key
                ):
                    yield model, field


def poison(payload):
    """Write the payload over every stored text, past every form; returns the fields that took it."""
    taken = []
    for model, field in get_text_fields():
        value = payload[: field.max_length] if field.max_length else payload
        table, column = model._meta.db_table, field.column
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f'UPDATE "{table}" SET "{column}" = %s', [value])
                if cursor.rowcount:
                    taken.append(f"{table}.{column}")
        except DatabaseError:
            continue  # the database itself refuses it there
    return taken


def test_script_that_was_typed_runs_on_no_page(address, browser_of, anna, lea, ada):
    places = {str(door): address(door) for door in READ_DOORS}
    taken, read, broken = poison(SCRIPT), set(), []
    assert len(taken) >= 25, taken
    for person in (anna, lea, ada):
        client = browser_of(person)
        for door, place in places.items():
            answer = client.get(place)
            if answer.status_code >= 500:
                broken.append((door, answer.status_code))
            if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
                continue
            page, reader = answer.content.decode(), Reader()
            reader.feed(page)
            if "onerror=alert(1)>42" in unescape(page):
                reader.dangers.append("template code was carried out")
            broken += [(door, danger) for danger in reader.dangers]
            read.add(door)
    assert broken == []
    assert len(read) > 40


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_formula_that_was_typed_is_text_in_an_export(kind, house, browser_of, anna, noord):
    assert "employers_employer.name" in poison(FORMULA)
    body = b"".join(browser_of(anna).get(reverse(f"employers:pipeline_{kind}", args=[noord.slug])))
    if kind == "csv":
        cells = [cell for row in csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";") for cell in row]
        assert any("HYPERLINK" in cell for cell in cells)
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    else:
        sheet = zipfile.ZipFile(io.BytesIO(body)).read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "HYPERLINK" in sheet


def test_line_that_was_typed_makes_no_line_in_a_calendar(house, browser_of, anna):
    poison("x\r\nATTENDEE:mailto:kwaad@voorbeeld.nl\r\nBEGIN:VALARM")
    for name, row in (("employers:visit_calendar", "visit"), ("employers:agreement_calendar", "agreement")):
        body = browser_of(anna).get(reverse(name, kwargs=house[row])).content
        events = Calendar.from_ical(body).walk("VEVENT")
        assert len(events) == 1
        assert "ATTENDEE" not in events[0]
        assert Calendar.from_ical(body).walk("VALARM") == []


def test_line_that_was_typed_makes_no_header_in_a_mail(house, anna):
    late = timezone.localdate() - timedelta(days=3)
    Agreement.objects.update(due_on=late, state="open")
    Employer.objects.update(account_holder=anna, next_due_on=late)
    poison("x\r\nBcc: kwaad@voorbeeld.nl\r\n\r\n<script>alert(1)</script>")
    call_command("send_digest", verbosity=0)
    assert [message.to for message in mail.outbox] == [["anna@voorbeeld.nl"]]
    for message in mail.outbox:
        assert message.message()["Bcc"] is None
        assert message.recipients() == ["anna@voorbeeld.nl"]


def test_script_that_was_typed_is_text_on_paper(house, browser_of, anna):
    poison(SCRIPT)
    answer = browser_of(anna).get(reverse("employers:contact_pdf", kwargs=house["contact"]))
    assert answer.status_code == 200
    reader = PdfReader(io.BytesIO(answer.content))
    assert "/JavaScript" not in str(reader.trailer["/Root"])
    assert "script" in " ".join(page.extract_text() for page in reader.pages)
