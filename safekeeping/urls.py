"""The doors of privacy."""

from django.urls import path

from safekeeping import views

app_name = "safekeeping"

urlpatterns = [
    path("privacywoorden.json", views.privacy_words, name="privacy_words"),
]
