"""What people type about instruments: a search, a calculation, what a region adds, and what an administrator changes."""

from instruments.forms.amounts import EDIT, SAVE, AmountForm, RemoveForm, SeriesFilterForm
from instruments.forms.catalogue import CatalogueForm, CompareForm
from instruments.forms.keeping import DayField, OutlookForm
from instruments.forms.supplement import SupplementForm, list_blocks, make_blocks
from instruments.forms.what_if import WhatIfForm

__all__ = [
    "EDIT",
    "SAVE",
    "AmountForm",
    "CatalogueForm",
    "CompareForm",
    "DayField",
    "OutlookForm",
    "RemoveForm",
    "SeriesFilterForm",
    "SupplementForm",
    "WhatIfForm",
    "list_blocks",
    "make_blocks",
]
