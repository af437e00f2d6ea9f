"""Starting in production: practice is refused with a sentence; and what the settings make of the environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from wsp import environment
from wsp.starting import refuse_practice_start

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD_KEY = "Vn3xk9Lr7Qw2Zt5Bp8Hd4Jf6Mc1Ys0Ga-Vn3xk9Lr7Qw2Zt5Bp8Hd4Jf6"


def load_settings(**variables):
    """Load the settings as a production server does; return (exit code, what was said)."""
    known = {
        "PATH": os.environ["PATH"],
        "WSP_SECRET_KEY": GOOD_KEY,
        "WSP_ALLOWED_HOSTS": "kompas.gemeente.nl",
        "DATABASE_URL": "postgres://nobody@localhost/none",
    }
    script = "import wsp.settings as s; print(s.REQUIRE_SECOND_FACTOR, s.SESSION_IDLE_AGE, s.SOCIALACCOUNT_PROVIDERS)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=known | variables, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


class TestSettings:
    def test_production_asks_a_second_step_unless_told_otherwise(self):
        assert load_settings()[1].startswith("True 3600 ")
        assert load_settings(WSP_REQUIRE_MFA="0", WSP_IDLE_MINUTES="30")[1].startswith("False 1800 ")

    @pytest.mark.parametrize(
        "secret", ["only-for-tests-and-a-laptop-never-for-production", "kort", "a" * 60, "abcabcabc" * 8]
    )
    def test_secret_that_everyone_knows_or_can_guess_stops_the_start(self, secret):
        code, said = load_settings(WSP_SECRET_KEY=secret)
        assert code != 0
        assert "WSP_SECRET_KEY must be a long random text of your own" in said

    @pytest.mark.parametrize(
        ("variables", "sentence"),
        [
            ({"WSP_IDLE_MINUTES": "0"}, "WSP_IDLE_MINUTES must be a whole number from 5 to 1440"),
            ({"WSP_SESSION_HOURS": "48"}, "WSP_SESSION_HOURS must be a whole number from 1 to 24"),
            ({"WSP_OIDC": "Gemeente X"}, "WSP_OIDC names providers in small letters and digits"),
            ({"WSP_OIDC": "gemeente"}, "Set WSP_OIDC_GEMEENTE_SERVER"),
            (
                {"WSP_OIDC": "gemeente", "WSP_OIDC_GEMEENTE_SERVER": "http://inlog.gemeente.nl"},
                "WSP_OIDC_GEMEENTE_SERVER must start with https://",
            ),
            ({"WSP_SECURITY_CONTACT": "mailto:lek@gemeente.nl"}, "Set WSP_SECURITY_EXPIRES"),
            ({"WSP_SECURITY_CONTACT": "bel ons"}, "WSP_SECURITY_CONTACT holds addresses that start with"),
        ],
    )
    def test_odd_variable_stops_the_start_with_a_sentence(self, variables, sentence):
        code, said = load_settings(**variables)
        assert code != 0
        assert sentence in said

    def test_provider_comes_from_the_environment_with_pkce_on(self, monkeypatch):
        for name, value in {
            "WSP_OIDC": "noord, zuid",
            "WSP_OIDC_NOORD_SERVER": "https://inlog.noord.nl",
            "WSP_OIDC_NOORD_CLIENT_ID": "kompas",
            "WSP_OIDC_NOORD_CLIENT_SECRET": "geheim",
            "WSP_OIDC_NOORD_LABEL": "Gemeente Noord",
            "WSP_OIDC_NOORD_ACR": "mfa, hoog",
            "WSP_OIDC_ZUID_SERVER": "https://inlog.zuid.nl",
            "WSP_OIDC_ZUID_CLIENT_ID": "kompas2",
            "WSP_OIDC_ZUID_CLIENT_SECRET": "geheim2",
            "WSP_OIDC_ZUID_SUBJECT": "oid",
        }.items():
            monkeypatch.setenv(name, value)
        noord, zuid = environment.get_identity_providers(insist_on_https=True)
        assert (noord["provider_id"], noord["name"], noord["client_id"]) == ("noord", "Gemeente Noord", "kompas")
        assert noord["settings"]["oauth_pkce_enabled"] is True
        assert noord["settings"]["auth_params"] == {"acr_values": "mfa hoog"}
        assert (zuid["name"], zuid["settings"]["uid_field"]) == ("Zuid", "oid")
        assert "auth_params" not in zuid["settings"]


class TestPractice:
    @pytest.fixture
    def production(self, settings, monkeypatch):
        settings.IS_PRODUCTION = True
        monkeypatch.setattr("wsp.starting.connection.close", lambda: None)  # the test's own connection stays

    @pytest.fixture
    def demo(self, anna):
        anna.set_password("werkgeverskompas")
        anna.save()
        return anna

    def test_demo_login_stops_the_start(self, production, demo):
        with pytest.raises(ImproperlyConfigured, match="demo logins"):
            refuse_practice_start()

    def test_closed_demo_account_or_one_without_a_password_does_not(self, production, demo, bas):
        demo.is_active = False
        demo.save()
        refuse_practice_start()

    def test_real_account_does_not(self, production, django_user_model, db):
        django_user_model.objects.create_user("anna@gemeente.nl", "Anna", "een-lange-zin-van-anna")
        refuse_practice_start()

    def test_code_that_opens_every_second_step_stops_the_start(self, production, db, settings):
        settings.MFA_TOTP_INSECURE_BYPASS_CODE = "111111"
        with pytest.raises(ImproperlyConfigured, match="opens every second step"):
            refuse_practice_start()

    def test_practice_is_fine_on_a_laptop(self, demo, settings):
        settings.MFA_TOTP_INSECURE_BYPASS_CODE = "111111"
        refuse_practice_start()

    def test_demo_account_does_not_sign_in_in_production_whatever_the_start_saw(self, production, demo, client):
        data = {"login": demo.email, "password": "werkgeverskompas"}
        assert client.post(reverse("account_login"), data).url == reverse("account_inactive")
        assert "_auth_user_id" not in client.session

    def test_settings_name_no_such_code(self, settings):
        assert not hasattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE")


class TestSecurityTxt:
    ADDRESS = "/.well-known/security.txt"

    def test_it_says_where_to_report_and_until_when_it_holds(self, settings):
        settings.SECURITY_CONTACTS = ["mailto:lek@gemeente.nl", "https://gemeente.nl/lek"]
        settings.SECURITY_EXPIRES_ON = environment.date(2027, 6, 30)
        settings.SECURITY_POLICIES = ["https://gemeente.nl/cvd"]
        settings.PUBLIC_URL = "https://kompas.gemeente.nl"
        response = Client().get(self.ADDRESS)
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert response.content.decode().splitlines() == [
            "Contact: mailto:lek@gemeente.nl",
            "Contact: https://gemeente.nl/lek",
            "Expires: 2027-06-30T00:00:00Z",
            "Preferred-Languages: nl, en",
            "Canonical: https://kompas.gemeente.nl/.well-known/security.txt",
            "Policy: https://gemeente.nl/cvd",
        ]

    def test_without_an_address_there_is_none(self, client, db):
        assert client.get(self.ADDRESS).status_code == 404

    def test_expired_one_is_warned_of(self, settings):
        from django.core.checks import run_checks

        settings.SECURITY_CONTACTS = ["mailto:lek@gemeente.nl"]
        settings.SECURITY_EXPIRES_ON = environment.date(2020, 1, 1)
        assert [one.id for one in run_checks(include_deployment_checks=True) if one.id.startswith("wsp.")] == [
            "wsp.W001"
        ]
