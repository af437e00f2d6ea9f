"""Writing a figure, its period and its source in a template; the words are those of instruments.wording."""

from django import template

from instruments.wording import STATUSES, write_date, write_source_date, write_value

register = template.Library()


@register.filter
def value_text(figure):
    """Write a figure in its unit: € 14,99 per uur."""
    return write_value(figure.value, figure.unit)


@register.filter
def name_text(figure):
    """Write which series and variant a figure belongs to, beginning with a capital."""
    name = figure.series.describe(figure.variant)
    return f"{name[0].upper()}{name[1:]}"


@register.filter
def period_text(figure):
    """Write from when until when a figure holds."""
    start = write_date(figure.valid_from)
    return f"{start} tot en met {write_date(figure.valid_until)}" if figure.valid_until else f"vanaf {start}"


@register.filter
def source_text(source):
    """Write a source with its date and how it was read."""
    return f"{source.title}, {write_source_date(source.date)}, {STATUSES[source.status]}"
