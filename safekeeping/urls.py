"""The doors of privacy."""

from django.urls import path

from safekeeping.views import oversight, trail, words

app_name = "safekeeping"

urlpatterns = [
    path("privacywoorden.json", words.privacy_words, name="privacy_words"),
    path("regio/<slug:slug>/toezicht/", oversight.oversight, name="oversight"),
    path("regio/<slug:slug>/wie-deed-wat/", trail.trail, name="trail"),
    path("regio/<slug:slug>/wie-deed-wat.csv", trail.trail_csv, name="trail_csv"),
    path("vernietigingslijsten/<int:pk>/", oversight.destruction, name="destruction"),
    path("vernietigingslijsten/<int:pk>/nagekeken/", oversight.check_list, name="check_list"),
    path("vernietigingslijsten/<int:pk>/goedkeuren/", oversight.approve_list, name="approve_list"),
    path("vernietigingslijsten/<int:pk>/intrekken/", oversight.withdraw_list, name="withdraw_list"),
]
