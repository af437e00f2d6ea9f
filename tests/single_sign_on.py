"""The provider as the tests see it: started once, with people who are made up per test, and a browser that signs in there."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import requests

ROOT = Path(__file__).resolve().parent.parent


class Provider:
    """A running identity provider."""

    def __init__(self, directory):
        settings = {"PROVIDER_DATABASE": str(Path(directory) / "provider.sqlite3")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.identity_provider"],
            cwd=ROOT,
            env=os.environ | settings,
            stdout=subprocess.PIPE,
            text=True,
        )
        port = self.process.stdout.readline().strip()
        assert port, "the identity provider did not start"
        self.url = f"http://127.0.0.1:{port}"
        self._say("scene/client/", {"redirect_uris": "http://testserver/inloggen/via/gemeente/terug/"})

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=10)
        self.process.stdout.close()

    def allow(self, origin):
        """Let the provider send people back to this origin."""
        self._say("scene/client/", {"redirect_uris": f"{origin}/inloggen/via/gemeente/terug/"})

    def set_person(self, username, **claims):
        """Make a person, or change what the provider says of them; they sign in with their name as password."""
        self._say(f"scene/people/{username}/", {"sub": f"id-of-{username}", **claims})

    def get_settings(self, **more):
        """Return the setting that lets the app sign in here, as wsp.environment would make it."""
        known = {"server_url": self.url, "oauth_pkce_enabled": True, "fetch_userinfo": False, "uid_field": "sub"}
        app = {
            "provider_id": "gemeente",
            "name": "Gemeente Noord",
            "client_id": "kompas",
            "secret": "geheim-van-de-proef",
        }
        return {"openid_connect": {"APPS": [app | {"settings": known | more}]}}

    def sign_in(self, address, username):
        """Follow the address of the provider as a browser, sign in there, and return where it sends the browser back to."""
        with requests.Session() as browser:
            page = browser.get(address)
            if "Inloggen bij de gemeente" in page.text:
                token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
                data = {"username": username, "password": username, "csrfmiddlewaretoken": token}
                page = browser.post(page.url, data, allow_redirects=False)
                page = browser.get(self.url + page.headers["Location"], allow_redirects=False)
        back = page.headers.get("Location", "")
        assert back, f"the provider refused: {page.status_code} {page.text[:500]}"
        parts = urlsplit(back)
        return f"{parts.path}?{parts.query}"

    def _say(self, path, content):
        requests.post(f"{self.url}/{path}", json=content, timeout=20).raise_for_status()
