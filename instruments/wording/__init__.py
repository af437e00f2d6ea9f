"""The Dutch words of the sums and the decision table: plain, with u, and always with figure, source and date. Pure: no Django."""

from instruments.wording.bars import Bar, add_parts, build_bar
from instruments.wording.conditions import (
    FACTS,
    OPERATORS,
    Unreadable,
    read_condition,
    read_unless,
    say_unreadable,
    write_condition,
    write_fact,
    write_unless,
)
from instruments.wording.explaining import (
    describe_case,
    explain,
    explain_figure,
    explain_source,
    explain_step,
    say_indication,
    say_notice,
)
from instruments.wording.formats import (
    say_unit,
    write_date,
    write_euro,
    write_exact,
    write_number,
    write_source_date,
    write_value,
)
from instruments.wording.notices import KINDS, LKV, STATUSES
from instruments.wording.problems import FIELDS
from instruments.wording.saying import say_ending, say_overlap, say_problem, say_remark, say_unknown

__all__ = [
    "FACTS",
    "FIELDS",
    "KINDS",
    "LKV",
    "OPERATORS",
    "STATUSES",
    "Bar",
    "Unreadable",
    "add_parts",
    "build_bar",
    "describe_case",
    "explain",
    "explain_figure",
    "explain_source",
    "explain_step",
    "read_condition",
    "read_unless",
    "say_ending",
    "say_indication",
    "say_notice",
    "say_overlap",
    "say_problem",
    "say_remark",
    "say_unit",
    "say_unknown",
    "say_unreadable",
    "write_condition",
    "write_date",
    "write_euro",
    "write_exact",
    "write_fact",
    "write_number",
    "write_source_date",
    "write_unless",
    "write_value",
]
