"""Reading words, terms and what is due; every function asks for whom, or takes a row that passed the gate."""

from safekeeping.queries.persons import collect_about
from safekeeping.queries.retention import get_due, get_last_day, get_list, get_lists, get_retention, show_line
from safekeeping.queries.roles import get_role
from safekeeping.queries.trail import get_employer_trail, get_names, get_people, get_region_trail
from safekeeping.queries.words import forget_words, get_words

__all__ = [
    "collect_about",
    "forget_words",
    "get_due",
    "get_employer_trail",
    "get_last_day",
    "get_list",
    "get_lists",
    "get_names",
    "get_people",
    "get_region_trail",
    "get_retention",
    "get_role",
    "get_words",
    "show_line",
]
