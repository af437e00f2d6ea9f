"""The door for the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wsp.settings")
# A page that takes this long helps nobody and keeps a web process from everyone else: the visitor gets the sentence of
# 503.html instead. For the web only: a migration or a nightly job may take its time.
os.environ.setdefault(
    "PGOPTIONS", "-c lock_timeout=4s -c statement_timeout=30s -c idle_in_transaction_session_timeout=180s"
)

application = get_wsgi_application()

from wsp.bodies import watch_bodies  # noqa: E402 - needs the settings
from wsp.starting import refuse_practice_start  # noqa: E402 - needs the apps

refuse_practice_start()

application = watch_bodies(application)
