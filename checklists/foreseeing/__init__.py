"""What a change of the catalogue would do at open visits: counts by region, never a name; instruments.foreseeing asks."""

from checklists.foreseeing.amounts import foresee_amounts
from checklists.foreseeing.rules import foresee_rules

__all__ = ["foresee_amounts", "foresee_rules"]
