"""The doors of who keeps the catalogue: amounts, what runs out, instruments and rules."""

from django.urls import path

from instruments.views import amounts, instruments, keeping, rules

app_name = "catalogue"

urlpatterns = [
    path("", keeping.start, name="start"),
    path("bedragen/", amounts.overview, name="amounts"),
    path("bedragen/<slug:key>/", amounts.series, name="series"),
    path("bedragen/<slug:key>/erbij/", amounts.add, name="add_amount"),
    path("bedragen/<slug:key>/<int:pk>/", amounts.change, name="change_amount"),
    path("bedragen/<slug:key>/terugzetten/<int:pk>/", amounts.restore, name="restore_amount"),
    path("bedragen/<slug:key>/<int:pk>/weghalen/", amounts.remove, name="remove_amount"),
    path("instrumenten/", instruments.overview, name="instruments"),
    path("instrumenten/<slug:slug>/", instruments.versions, name="versions"),
    path("instrumenten/<slug:slug>/teksten/", instruments.edit, name="edit_instrument"),
    path("instrumenten/<slug:slug>/kiezen/", instruments.settle, name="settle_instrument"),
    path("instrumenten/<slug:slug>/regels/", rules.edit, name="edit_rules"),
    path("regels/", rules.overview, name="rules"),
    path("loopt-af/", keeping.expiring, name="expiring"),
]
