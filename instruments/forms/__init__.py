"""What people type about instruments: a search, a calculation, and what an administrator changes."""

from instruments.forms.catalogue import CatalogueForm
from instruments.forms.what_if import WhatIfForm

__all__ = ["CatalogueForm", "WhatIfForm"]
