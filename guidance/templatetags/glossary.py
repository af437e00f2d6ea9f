"""Explaining a word where it stands."""

from django import template

from guidance.glossary import find_terms

register = template.Library()


@register.inclusion_tag("components/terms.html")
def explain_words(*texts):
    """Show the words of the trade that stand in these texts, each with its meaning at a tap; a text may be a list."""
    flat = [line for text in texts for line in ([text] if isinstance(text, str) else text or [])]
    return {"terms": find_terms(*flat)}
