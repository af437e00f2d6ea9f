"""What every request passes so that the privacy guard is counted."""

from safekeeping.actions.privacy import count_spoken
from safekeeping.guarding import listening


def count_privacy_guard(get_response):
    """Count what the privacy guard said during a request, also when nothing else was stored."""

    def middleware(request):
        with listening() as spoken:
            response = get_response(request)
        if spoken:
            count_spoken(by=request.user, spoken=spoken)
        return response

    return middleware
