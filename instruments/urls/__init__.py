"""The doors of the catalogue, and of what a region adds to it."""

from django.urls import path

from instruments.views import browsing, comparing, sheet, supplement

app_name = "instruments"

urlpatterns = [
    path("instrumenten/", browsing.catalogue, name="list"),
    path("instrumenten/vergelijken/", comparing.compare, name="compare"),
    path("instrumenten/<slug:slug>/", sheet.instrument, name="detail"),
    path("instrumenten/<slug:slug>/tonen/", sheet.show, name="show"),
    path("instrumenten/<slug:slug>/folder.pdf", sheet.leaflet, name="leaflet"),
    path("regio/<slug:region_slug>/instrumenten/<slug:slug>/", supplement.supplement, name="supplement"),
]
