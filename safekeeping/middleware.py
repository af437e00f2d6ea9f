"""What every request passes: on whose behalf the database is asked, and the privacy guard that is counted."""

import uuid

from safekeeping.acting import Acting, acting_as
from safekeeping.actions.privacy import count_spoken
from safekeeping.guarding import listening


def act_for_user(get_response):
    """Ask the database on behalf of who is signed in, under a number of this request, until the last byte is sent."""

    def middleware(request):
        request_id = uuid.uuid4().hex
        with acting_as(Acting(request.user.pk, request_id)) as acting:
            response = get_response(request)
        if response.streaming:
            response.streaming_content = _stream(acting, response.streaming_content)
        response.headers["X-Request-Id"] = request_id
        return response

    return middleware


def _stream(acting, content):
    """Yield what is streamed, each piece made on behalf of the same person: the view is over by then."""
    pieces = iter(content)
    while True:
        with acting_as(acting):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def count_privacy_guard(get_response):
    """Count what the privacy guard said during a request, also when nothing else was stored."""

    def middleware(request):
        with listening() as spoken:
            response = get_response(request)
        if spoken:
            count_spoken(by=request.user, spoken=spoken)
        return response

    return middleware
