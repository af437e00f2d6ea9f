"""The invitation that someone is taking up, kept in their session on the way to their identity provider and back."""

_KEY = "invitation"


def remember_invitation(request, token):
    """Keep the secret of an invitation until someone comes back from their identity provider."""
    request.session[_KEY] = token


def take_invitation(request):
    """Return the secret that was kept, once; empty when there is none."""
    return request.session.pop(_KEY, "")
