"""What people type about instruments: a search, a calculation, what a region adds, and what an administrator changes."""

from instruments.forms.catalogue import CatalogueForm, CompareForm
from instruments.forms.supplement import SupplementForm, list_blocks, make_blocks
from instruments.forms.what_if import WhatIfForm

__all__ = ["CatalogueForm", "CompareForm", "SupplementForm", "WhatIfForm", "list_blocks", "make_blocks"]
