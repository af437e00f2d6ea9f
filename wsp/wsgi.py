"""The door for the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wsp.settings")

application = get_wsgi_application()

from wsp.starting import refuse_practice_start  # noqa: E402 - needs the apps

refuse_practice_start()
