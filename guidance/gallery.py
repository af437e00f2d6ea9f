"""Made-up examples for the gallery of components; nothing here is stored or real."""

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace

from django.conf import settings
from django.core.paginator import Paginator

from checklists.matrix import build_matrix
from employers.figures.charts import make_bars, make_columns, make_stacks
from guidance.forms import SampleForm
from guidance.glossary import get_terms
from guidance.tour import STEPS

_MOMENT = datetime(2026, 1, 20, 13, 0, tzinfo=UTC)


def get_components():
    """Return every component with the sentence it opens with, by the alphabet."""
    folder = settings.BASE_DIR / "templates" / "components"
    found = []
    for path in sorted(folder.glob("*.html")):
        plate = re.match(r"\{#\s*(.*?)\s*#\}", path.read_text(encoding="utf-8"))
        found.append({"name": path.name, "plate": plate.group(1) if plate else ""})
    return found


def build_samples():
    """Return what the gallery shows: forms in their states, what stands on the page of a visit, and pictures."""
    return _build_forms() | _build_visit() | _build_pictures()


def _build_forms():
    filled = {
        "name": "Bakkerij De Korenaar",
        "size": "small",
        "day": "2026-01-20",
        "place": "Groningen",
        "who": "us",
        "agreed": "on",
    }
    anchors = ("Helemaal niet", "", "Een beetje", "", "Helemaal")
    steps = [SimpleNamespace(value=step, key=step, label=step, anchor=anchor) for step, anchor in enumerate(anchors)]
    return {
        "form": SampleForm(),
        "wrong": SampleForm({"name": "", "day": "31-31-2026"}, auto_id="fout_%s"),
        "filled": SampleForm(filled, auto_id="ingevuld_%s"),
        "places": ("Groningen", "Hoogezand", "Winschoten"),
        "sizes": (("small", "Klein"), ("large", "Groot")),
        "scale": {"steps": steps, "chosen": 3, "last_value": 1},
        "notice": SimpleNamespace(
            name="privacy",
            sentence="Dit lijkt te gaan over de gezondheid van iemand.",
            neutral="Iemand heeft aanpassing van taken nodig.",
            keep="houd",
        ),
    }


def _build_visit():
    return {
        "page_obj": Paginator(range(75), 25).page(2),
        "region": SimpleNamespace(slug="voorbeeld", name="Voorbeeld"),
        "employer": SimpleNamespace(pk=1, name="Bakkerij De Korenaar"),
        "visit": SimpleNamespace(pk=1, planned_at=_MOMENT),
        "moment": _MOMENT,
        "undo": {"url": "#g-meldingen", "label": "Zet het bezoek terug", "fields": {}},
        "terms": [get_terms()[key] for key in ("loonwaarde", "doelgroepregister")],
        "number": 2,
        "total": len(STEPS),
        "step": STEPS[1],
        "after": {"title": STEPS[2].title, "url": "#g-lijsten"},
    }


def _build_pictures():
    counts = ((14, 6, 21), (5, 3, 4), (9, 2, 11))
    return {
        "matrix": build_matrix({"willen": 68, "kunnen": 52}, [{"date": "1 juni 2025", "willen": 40, "kunnen": 45}]),
        "zones": [{"cells": [{"number": number} for number in row]} for row in counts],
        "bars": make_bars([("Kennis", 12, "12 werkgevers"), ("Sociale norm", 4, "4 werkgevers")]),
        "months": make_columns([(date(2026, 1, 1), 8, 3), (date(2026, 2, 1), 12, 7)]),
        "stacks": make_stacks([("Industrie", (4, 2, 1)), ("Zorg", (1, 5, 3))]),
        "parts": ("Ja", "Misschien", "Nee"),
    }
