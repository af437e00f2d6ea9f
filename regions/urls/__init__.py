"""The doors of regions, their members and invitations; the doors of signing in are in account.py."""

from django.urls import path

from regions.views import account, editors, home, invitations, members, theme

app_name = "regions"

urlpatterns = [
    path("", home.home, name="home"),
    path("account/tweede-stap/app/code.svg", account.totp_picture, name="totp_picture"),
    path("uitnodiging/<slug:token>/", invitations.invitation, name="invitation"),
    path(
        "uitnodiging/<slug:token>/via/<slug:provider_id>/",
        invitations.accept_through_provider,
        name="accept_through_provider",
    ),
    path("thema/<slug:slug>.css", theme.stylesheet, name="theme"),
    path("catalogus/beheerders/", editors.editors, name="editors"),
    path("catalogus/beheerders/<int:pk>/stoppen/", editors.end_catalogue, name="end_catalogue"),
    path("catalogus/beheerders/terug/<int:pk>/", editors.restore_catalogue, name="restore_catalogue"),
    path("regio/<slug:slug>/kleuren/", theme.change_theme, name="change_theme"),
    path("regio/<slug:slug>/leden/", members.members, name="members"),
    path("regio/<slug:slug>/leden/uitnodigen/", members.invite, name="invite"),
    path(
        "regio/<slug:slug>/leden/uitnodigingen/<int:pk>/intrekken/", members.revoke_invitation, name="revoke_invitation"
    ),
    path(
        "regio/<slug:slug>/leden/uitnodigingen/<int:pk>/terug/", members.restore_invitation, name="restore_invitation"
    ),
    path("regio/<slug:slug>/leden/terug/<int:pk>/", members.restore_membership, name="restore_membership"),
    path("regio/<slug:slug>/leden/<int:pk>/rol/", members.change_role, name="change_role"),
    path("regio/<slug:slug>/leden/<int:pk>/toegang-stoppen/", members.end_membership, name="end_membership"),
    path(
        "regio/<slug:slug>/leden/<int:pk>/tweede-stap-wissen/", members.reset_second_factor, name="reset_second_factor"
    ),
]
