"""What makes a page work without a network: the service worker, the manifest, and the page for when nothing was kept."""

import functools
import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET

SUFFIXES = {".css", ".js", ".woff2", ".svg"}  # no pictures: a home screen has its own copy of the icons
_ROOM = Path(__file__).resolve().parent.parent / "static"
_LEFT_OUT = {"print"}  # of paper
_WORKER = "apparaat/sw.js"  # in static/js; served from the root, so that it may serve every page


@login_not_required
@never_cache
@require_GET
def service_worker(request):
    """Give the service worker of this release: its own text, the name of the release, and the files of the shell."""
    files, release = _read_shell() if settings.DEBUG else _read_shell_once()
    known = json.dumps({"release": release, "files": files, "offline": reverse("offline")})
    text = (_ROOM / "js" / _WORKER).read_text(encoding="utf-8")
    return HttpResponse(f"const SHELL = {known};\n{text}", content_type="text/javascript; charset=utf-8")


def _read_shell():
    """Return (addresses of all static files of a page, a name that changes with any of them)."""
    paths = sorted(
        path
        for path in _ROOM.rglob("*")
        if path.suffix in SUFFIXES and not _LEFT_OUT & set(path.relative_to(_ROOM).parts)
    )
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    names = [path.relative_to(_ROOM).as_posix() for path in paths]
    return [static(name) for name in names if name != f"js/{_WORKER}"], digest.hexdigest()[:12]


_read_shell_once = functools.cache(_read_shell)


@login_not_required
@cache_control(max_age=3600)
@require_GET
def manifest(request):
    """Say how the app looks on a home screen."""
    icons = [
        {"src": static(f"icons/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for name, size, purpose in (
            ("kompas-192", 192, "any"),
            ("kompas-512", 512, "any"),
            ("kompas-vol-512", 512, "maskable"),
        )
    ]
    return JsonResponse(
        {
            "id": "/",
            "name": "Werkgeverskompas",
            "short_name": "Kompas",
            "description": "De checklist, het gesprek en het advies, ook zonder netwerk.",
            "lang": "nl",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#f6f4ef",
            "theme_color": "#0b5563",
            "icons": [*icons, {"src": static("icons/kompas.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )


@login_not_required
@cache_control(max_age=3600)
@require_GET
def offline(request):
    """Say that there is no network and which visits this device has with it; without a word about anyone."""
    return render(request, "offline.html")
