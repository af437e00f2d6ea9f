"""Writing the numbers of a figures page: a thousand of them, which is too many for an included template each."""

from functools import lru_cache

from django import template
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join

register = template.Library()
NOT_THERE, HIDDEN = "-", "verborgen"


@register.filter
def linked(cell, address):
    """Show the number of a Cell, as a link to the employers behind it; without an address (paper, the country) no link."""
    if cell.number is None:
        return NOT_THERE
    number = _write(cell.number)
    if not address or not cell.query:
        return number
    return format_html('<a class="getal-link" href="{}?{}">{}</a>', address, cell.query, number)


@lru_cache(maxsize=4096)
def _write(number):
    """Return a number as people here write it; there is one language, so it is worked out once."""
    return localize(number)


@register.filter
def in_row(cells, address):
    """Show Cells as the numbers of a row of a table: one step for the template instead of five a number."""
    return format_html_join("", '<td class="getal">{}</td>', ((linked(cell, address),) for cell in cells))


@register.filter
def as_step(step):
    """Show how much a figure went up or down: in words too, not by a sign alone."""
    if step is None:
        return NOT_THERE
    if not step:
        return "gelijk"
    words, sign = ("gestegen met ", "+") if step > 0 else ("gedaald met ", "")
    return format_html('<span class="alleen-voorlezen">{}</span>{}{}', words, sign, localize(step))


@register.filter
def shown(numbers):
    """Show the numbers of a row of the country; None is what is hidden."""
    hidden = format_html('<span class="zacht">{}</span>', HIDDEN)
    return format_html_join(
        "", '<td class="getal">{}</td>', ((hidden if one is None else localize(one),) for one in numbers)
    )
