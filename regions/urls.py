"""The doors of regions and people."""

from django.urls import path

from regions import views

app_name = "regions"

urlpatterns = [
    path("", views.home, name="home"),
    path("inloggen/", views.SignIn.as_view(), name="sign_in"),
    path("uitloggen/", views.SignOut.as_view(), name="sign_out"),
    path("wachtwoord/", views.ChangePassword.as_view(), name="change_password"),
]
