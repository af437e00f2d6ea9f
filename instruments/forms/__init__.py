"""What people type about instruments: a search, a calculation, and what an administrator changes."""

from instruments.forms.amounts import EDIT, SAVE, AmountForm, RemoveForm, SeriesFilterForm
from instruments.forms.catalogue import CatalogueForm
from instruments.forms.keeping import DayField, OutlookForm
from instruments.forms.what_if import WhatIfForm

__all__ = [
    "EDIT",
    "SAVE",
    "AmountForm",
    "CatalogueForm",
    "DayField",
    "OutlookForm",
    "RemoveForm",
    "SeriesFilterForm",
    "WhatIfForm",
]
