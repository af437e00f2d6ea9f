"""Which regions the menu offers to manage: asked when someone signs in, so that no page costs a query more for it.

Only what the menu shows: every page asks the gate itself.
"""

from regions import queries
from regions.access import MANAGE

_KEY = "managed_regions"


def remember(request, user):
    """Keep in the session which regions someone manages now."""
    request.session[_KEY] = list(queries.get_regions(user, MANAGE).values("slug", "name"))


def managed_regions(request):
    """Give every page the regions that its reader manages."""
    session = getattr(request, "session", {})
    return {_KEY: session.get(_KEY, [])}
