"""The doors of signing in and of one's own account: those of allauth that are open here, by the names it knows them by.

Signing up, more e-mail addresses and codes by mail have no door: an account comes from an invitation.
"""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as socialaccount
from allauth.usersessions import views as usersessions
from django.urls import path, re_path
from django.views.decorators.http import require_POST

from regions.views import account
from regions.views.account import say_422

urlpatterns = [
    path("inloggen/", say_422(account.sign_in), name="account_login"),
    path("inloggen/code/", say_422(mfa.authenticate), name="mfa_authenticate"),
    path("inloggen/toegangssleutel/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("inloggen/via/<slug:provider_id>/", account.leave_for_provider, name="openid_connect_login"),
    path("inloggen/via/<slug:provider_id>/terug/", account.return_from_provider, name="openid_connect_callback"),
    path("inloggen/afgebroken/", socialaccount.login_cancelled, name="socialaccount_login_cancelled"),
    path("inloggen/afgesloten/", allauth.account_inactive, name="account_inactive"),
    path("uitloggen/", require_POST(allauth.logout), name="account_logout"),
    path("wachtwoord/", say_422(account.change_password), name="account_change_password"),
    path("wachtwoord/vergeten/", say_422(allauth.password_reset), name="account_reset_password"),
    path("wachtwoord/vergeten/verstuurd/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-0-9A-Za-z]+)/$",
        say_422(allauth.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("wachtwoord/nieuw/klaar/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("bevestigen/wachtwoord/", say_422(allauth.reauthenticate), name="account_reauthenticate"),
    path("bevestigen/code/", say_422(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("bevestigen/toegangssleutel/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/", account.account, name="mfa_index"),
    path("account/apparaten/", usersessions.list_usersessions, name="usersessions_list"),
    path("account/organisatie/", say_422(account.connections), name="socialaccount_connections"),
    path("account/tweede-stap/app/", say_422(totp.activate_totp), name="mfa_activate_totp"),
    path("account/tweede-stap/app/uit/", say_422(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/herstelcodes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/herstelcodes/nieuw/",
        say_422(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("account/toegangssleutels/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("account/toegangssleutels/nieuw/", say_422(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("account/toegangssleutels/<int:pk>/naam/", say_422(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("account/toegangssleutels/<int:pk>/weg/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
]
