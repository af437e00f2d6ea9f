"""What people type about instruments: a search, a calculation, and what an administrator changes."""

from instruments.forms.amounts import EDIT, SAVE, AmountForm, RemoveForm, SeriesFilterForm
from instruments.forms.catalogue import CatalogueForm
from instruments.forms.instruments import InstrumentForm, SettleForm, SourceFormSet
from instruments.forms.keeping import DayField, OutlookForm
from instruments.forms.rules import DemandForm, DemandFormSet, RuleForm, RuleFormSet, RulesForm, get_changed_rules
from instruments.forms.what_if import WhatIfForm

__all__ = [
    "EDIT",
    "SAVE",
    "AmountForm",
    "CatalogueForm",
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
    "WhatIfForm",
    "get_changed_rules",
]
