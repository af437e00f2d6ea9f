"""Serves the provider on a free port of 127.0.0.1 and prints the port: python -m tests.identity_provider."""

import os
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.identity_provider.settings"
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # http, for it is loopback


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        """Say nothing: a test says what went wrong."""


def main():
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    call_command("migrate", verbosity=0, interactive=False)
    with make_server("127.0.0.1", 0, application, server_class=Server, handler_class=Quiet) as server:
        print(server.server_port, flush=True)
        server.serve_forever()


main()
