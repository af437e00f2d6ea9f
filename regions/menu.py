"""What the menu offers to manage: asked when someone signs in, so that no page costs a query more for it.

Only what the menu shows: every page asks the gate itself.
"""

from regions import queries
from regions.access import MANAGE, may_edit_catalogue

_KEY, _CATALOGUE = "managed_regions", "edits_catalogue"


def remember(request, user):
    """Keep in the session which regions someone manages now, and whether they edit the catalogue."""
    request.session[_KEY] = list(queries.get_regions(user, MANAGE).values("slug", "name"))
    request.session[_CATALOGUE] = may_edit_catalogue(user)


def managed_regions(request):
    """Give every page what its reader manages."""
    session = getattr(request, "session", {})
    return {_KEY: session.get(_KEY, []), _CATALOGUE: session.get(_CATALOGUE, False)}
