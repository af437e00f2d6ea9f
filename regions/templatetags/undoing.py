"""The button of a message that can be taken back."""

from django import template

from regions.undoing import read_undo

register = template.Library()
register.filter("undo", read_undo)
