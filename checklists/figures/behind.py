"""Which employers are behind a figure: those of the employers floor, and those by what was answered or advised."""

from checklists.figures import advised, answers
from checklists.scoring import HIGH, LOW
from employers.figures.behind import get_sources

SOURCES = get_sources(low=LOW, high=HIGH) | {"instrument": advised.SOURCE, "antwoord": answers.SOURCE}
