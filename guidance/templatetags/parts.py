"""The parts of a page that hold something of the page itself: a block tag each, with its markup in templates/components.

Every template knows these without a load (settings). What needs nothing inside it is a plain include of its component.
"""

from django import template
from django.template.loader import render_to_string

register = template.Library()


@register.simple_block_tag
def alert(content, kind="", **more):
    """Show something to know: `kind` goed, let-op or fout; the rest: role, focus (True: gets the focus), id, heading, class."""
    return render_to_string("components/alert.html", {"content": content, "kind": kind, **more})


@register.simple_block_tag
def error_summary(content, title=""):
    """Show what is wrong, above what it is about; it gets the focus."""
    return render_to_string("components/error_summary.html", {"content": content, "title": title})


@register.simple_block_tag
def toast(content, stands=False):
    """Show what was just done, with the way back, in sight wherever someone has scrolled to."""
    return render_to_string("components/toast.html", {"content": content, "stands": stands})


@register.simple_block_tag
def choice(content, asks=""):
    """Show what someone has to choose before it is stored; `asks` privacy: the privacy guard asks."""
    return render_to_string("components/choice.html", {"content": content, "asks": asks})


@register.simple_block_tag
def timeline(content):
    """Show what happened, as a line of moments."""
    return render_to_string("components/timeline.html", {"content": content})


@register.simple_block_tag
def moment(content, at):
    """Show one moment of a timeline."""
    return render_to_string("components/moment.html", {"content": content, "at": at})


@register.simple_block_tag
def tabs(content, label):
    """Show the views of one page, of which one is chosen."""
    return render_to_string("components/tabs.html", {"content": content, "label": label})


@register.simple_tag
def tab(name, key, chosen, url, query=""):
    """Show one of the views of a page; `query` is what else the address says (filters)."""
    full = f"{url}&{query}" if query else url
    return render_to_string("components/tab.html", {"name": name, "url": full, "is_here": key == chosen})
