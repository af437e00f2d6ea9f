#!/usr/bin/env python
"""The command line of Werkgeverskompas."""

import os
import sys

from django.core.management import execute_from_command_line

from safekeeping.acting import acting_as_system

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wsp.settings")
    # Whoever types a command here works on a copy; the web server (wsgi.py) keeps the strict default, production.
    os.environ.setdefault("WSP_ENV", "local")
    # A command acts for nobody who signed in: the trail says which command it was.
    with acting_as_system("manage.py " + " ".join(sys.argv[1:2])):
        execute_from_command_line(sys.argv)
