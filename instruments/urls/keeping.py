"""The doors of who keeps the catalogue: amounts, what runs out, instruments and rules."""

from django.urls import path

from instruments.views import amounts, keeping

app_name = "catalogue"

urlpatterns = [
    path("", keeping.start, name="start"),
    path("bedragen/", amounts.overview, name="amounts"),
    path("bedragen/<slug:key>/", amounts.series, name="series"),
    path("bedragen/<slug:key>/erbij/", amounts.add, name="add_amount"),
    path("bedragen/<slug:key>/<int:pk>/", amounts.change, name="change_amount"),
    path("bedragen/<slug:key>/<int:pk>/weghalen/", amounts.remove, name="remove_amount"),
    path("loopt-af/", keeping.expiring, name="expiring"),
]
