"""What was sent arrives whole or not at all: half a form is no form.

A connection that breaks off ends a body early, and neither gunicorn nor Django compares it with the length it came with:
a note would be stored up to where the network went.
"""

import io

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, UnreadablePostError
from django.template.loader import render_to_string


class WholeBody(io.RawIOBase):
    """A request body of `length` bytes; reading raises OSError when it ends before that."""

    def __init__(self, stream, length):
        super().__init__()
        self._stream, self._missing = stream, length

    def readable(self):
        """Tell that this can be read, as io asks."""
        return True

    def readinto(self, buffer):
        """Fill `buffer` with what comes next, at most to the end of the body, and return how much that was."""
        part = self._stream.read(min(len(buffer), self._missing))
        if self._missing and not part:
            raise OSError(f"the body stops {self._missing} bytes early")
        buffer[: len(part)] = part
        self._missing -= len(part)
        return len(part)


def watch_bodies(application):
    """Wrap a WSGI application so that it cannot read half a body as a whole one."""

    def watched(meta, start_response):
        length = meta.get("CONTENT_LENGTH") or ""
        if length.isdigit():
            meta["wsgi.input"] = io.BufferedReader(WholeBody(meta["wsgi.input"], int(length)))
        return application(meta, start_response)

    return watched


def refuse_half_bodies(get_response):
    """Answer half a body with 400 before anything looks at it.

    It is read here, first of all: after an error Django gives the next who asks an empty form, which may be a valid one.
    """

    def middleware(request):
        try:
            if request.content_type == "multipart/form-data":
                request.POST  # noqa: B018 - reads it; a file may be larger than what is held in memory
            elif request.META.get("CONTENT_LENGTH", "").isdigit():
                request.body  # noqa: B018
        except UnreadablePostError:
            return HttpResponse(render_to_string("400.html"), status=400)
        except RequestDataTooBig:
            if request.content_type == "multipart/form-data":
                raise
            # Nothing was read yet, and the door says it in its own words: a device reads JSON.
        return get_response(request)

    return middleware
