"""The doors of the house: each app once."""

from django.contrib import admin
from django.urls import include, path

from wsp import device, views

handler429 = "wsp.limits.too_many"
handler500 = "wsp.views.server_error"

urlpatterns = [
    path("sw.js", device.service_worker, name="service_worker"),
    path("manifest.webmanifest", device.manifest, name="manifest"),
    path("zonder-netwerk/", device.offline, name="offline"),
    path("beheer/", admin.site.urls),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("", include("regions.urls.account")),
    path("", include("instruments.urls")),
    path("catalogus/", include("instruments.urls.keeping")),
    path("", include("guidance.urls")),
    path("", include("regions.urls")),
    path("", include("safekeeping.urls")),
    path("", include("employers.urls")),
    path("", include("checklists.urls")),
]
