"""The doors of the catalogue."""

from django.urls import path

from instruments.views import browsing as views

app_name = "instruments"

urlpatterns = [
    path("", views.catalogue, name="list"),
    path("<slug:slug>/", views.instrument, name="detail"),
]
