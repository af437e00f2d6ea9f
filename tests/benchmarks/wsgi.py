"""The web server of the benchmark of the tablets: the app, and the bare view beside it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wsp.settings")

from django.conf import settings

settings.ROOT_URLCONF = "tests.benchmarks.urls"

from wsp.wsgi import application  # noqa: E402, F401 - the addresses are chosen above
