"""manage.py prepare: all that `make run` does before it serves: tables, reference data, demo, static files, and where to look."""

import fcntl
import hashlib
import inspect
import os

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Maak de database klaar, laad de vaste gegevens en de demo, en vertel waar de app te vinden is."

    def handle(self, *args, **options):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_reference", verbosity=0)
        collect_static()
        self.stdout.write("")
        if not settings.IS_PRODUCTION:
            call_command("load_demo", if_empty=True, stdout=self.stdout)
        address = f"http://localhost:{os.environ.get('PORT', '8000')}/"
        self.stdout.write(f"\nWerkgeverskompas staat klaar op {address}  (stoppen met Ctrl-C)\n")
        self.stdout.flush()


def collect_static():
    """Collect the static files, unless they are the ones of last time: compressing them all takes seconds."""
    made_from = settings.STATIC_ROOT.with_suffix(".made-from")
    wanted = _fingerprint()
    made_from.parent.mkdir(parents=True, exist_ok=True)
    with open(settings.STATIC_ROOT.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two that start at once would write through each other
        if settings.STATIC_ROOT.exists() and made_from.exists() and made_from.read_text() == wanted:
            return
        call_command("collectstatic", verbosity=0, interactive=False)
        made_from.write_text(wanted)


def _fingerprint():
    """Return a text that changes with any static file, and with what stores them."""
    digest = hashlib.sha256(f"{django.VERSION} {settings.STORAGES['staticfiles']}".encode())
    digest.update(inspect.getsource(inspect.getmodule(type(storages["staticfiles"]))).encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            with storage.open(path) as file:
                digest.update(f"{path} {file.size} ".encode() + file.read())
    return digest.hexdigest()
