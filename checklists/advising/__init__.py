"""Brings score, tips and instruments together into the content of an advice, which is frozen when it is given."""

from checklists.advising.case import Case
from checklists.advising.content import compose
from checklists.advising.recommending import Proposal, Recommendation, recommend

__all__ = ["Case", "Proposal", "Recommendation", "compose", "recommend"]
