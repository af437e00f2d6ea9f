"""The stop of the tour that a page is, when its address says so."""

from django import template
from django.urls import reverse

from guidance.tour import STEPS, find_step

register = template.Library()


@register.inclusion_tag("components/tour.html", takes_context=True)
def show_tour(context):
    """Show which stop this is, what to try, and the way to the stops before and after it."""
    request = context.get("request")
    found = find_step(request.GET.get("rondleiding", "")) if request else None
    if found is None:
        return {}
    number, step = found
    return {
        "number": number,
        "step": step,
        "total": len(STEPS),
        "here": request.path,
        "before": _lead(number - 1, context),
        "after": _lead(number + 1, context),
    }


@register.simple_tag(takes_context=True)
def tour_start(context, visit):
    """Return the address of the first stop, at this visit."""
    return _lead(1, {"visit": visit, "region": context.get("region")})["url"]


def _lead(number, context):
    """Return title and address of a stop, or None when there is no such stop from here."""
    if not 1 <= number <= len(STEPS):
        return None
    step, visit, region = STEPS[number - 1], context.get("visit"), context.get("region")
    place = region.slug if step.is_of_region and region else getattr(visit, "pk", None)
    if place is None:
        return None
    return {"title": step.title, "url": f"{reverse(step.url_name, args=[place])}?rondleiding={number}"}
