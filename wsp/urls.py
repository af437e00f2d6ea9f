"""The doors of the house: each app once."""

from django.contrib import admin
from django.urls import include, path

handler500 = "wsp.views.server_error"

urlpatterns = [
    path("beheer/", admin.site.urls),
    path("instrumenten/", include("instruments.urls")),
    path("", include("regions.urls")),
    path("", include("safekeeping.urls")),
    path("", include("employers.urls")),
    path("", include("checklists.urls")),
]
