"""The doors of the house: each app once."""

from django.contrib import admin
from django.urls import include, path

from wsp import views

handler500 = "wsp.views.server_error"

urlpatterns = [
    path("beheer/", admin.site.urls),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("", include("regions.urls.account")),
    path("instrumenten/", include("instruments.urls")),
    path("", include("guidance.urls")),
    path("", include("regions.urls")),
    path("", include("safekeeping.urls")),
    path("", include("employers.urls")),
    path("", include("checklists.urls")),
]
