#!/usr/bin/env python
"""The command line of Werkgeverskompas."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wsp.settings")
    # Whoever types a command here works on a copy; the web server (wsgi.py) keeps the strict default, production.
    os.environ.setdefault("WSP_ENV", "local")
    execute_from_command_line(sys.argv)
