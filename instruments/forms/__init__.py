"""What people type about instruments: a search, a calculation, what a region adds, and what an administrator changes."""

from instruments.forms.amounts import EDIT, SAVE, AmountForm, RemoveForm, SeriesFilterForm
from instruments.forms.catalogue import CatalogueForm, CompareForm
from instruments.forms.instruments import InstrumentForm, SettleForm, SourceFormSet
from instruments.forms.keeping import DayField, OutlookForm
from instruments.forms.rules import DemandForm, DemandFormSet, RuleForm, RuleFormSet, RulesForm, get_changed_rules
from instruments.forms.supplement import SupplementForm, list_blocks, make_blocks
from instruments.forms.what_if import WhatIfForm

__all__ = [
    "EDIT",
    "SAVE",
    "AmountForm",
    "CatalogueForm",
    "CompareForm",
    "DayField",
    "DemandForm",
    "DemandFormSet",
    "InstrumentForm",
    "OutlookForm",
    "RemoveForm",
    "RuleForm",
    "RuleFormSet",
    "RulesForm",
    "SeriesFilterForm",
    "SettleForm",
    "SourceFormSet",
    "SupplementForm",
    "WhatIfForm",
    "get_changed_rules",
    "list_blocks",
    "make_blocks",
]
