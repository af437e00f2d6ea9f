"""Changing the catalogue, its amounts and what regions add; keyword-only, with `by=`, one transaction each."""

from instruments.actions.amounts import NewerAmounts, add_amount, change_amount, load_amounts, remove_amount
from instruments.actions.catalogue import (
    NewerVersion,
    change_instrument,
    load_catalogue,
    make_changed,
    settle_instrument,
)
from instruments.actions.supplements import NewerSupplement, save_supplement

__all__ = [
    "NewerAmounts",
    "NewerSupplement",
    "NewerVersion",
    "add_amount",
    "change_amount",
    "change_instrument",
    "load_amounts",
    "load_catalogue",
    "make_changed",
    "remove_amount",
    "save_supplement",
    "settle_instrument",
]
