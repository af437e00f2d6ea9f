"""Whether the person of a session still has to set up a second step; asked once per session, then remembered in it."""

from allauth.account.authentication import get_authentication_records
from django.conf import settings

from regions import queries

_KEY = "second_factor"
_FINE = "fine"


def is_missing(request):
    """Tell whether this person needs a second step and has none; whoever came through an identity provider brings its own."""
    if not settings.REQUIRE_SECOND_FACTOR or request.session.get(_KEY) == _FINE:
        return False
    if _came_through_provider(request) or not queries.needs_second_factor(request.user):
        is_fine = True
    else:
        is_fine = queries.has_second_factor(request.user)
    if is_fine:
        request.session[_KEY] = _FINE
    return not is_fine


def ask_again(sender, request, **kwargs):
    """Forget the answer when a second step was taken away."""
    request.session.pop(_KEY, None)


def _came_through_provider(request):
    return any(record["method"] == "socialaccount" for record in get_authentication_records(request, request.user))
