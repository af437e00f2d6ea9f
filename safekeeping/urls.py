"""The doors of privacy."""

from django.urls import path

from safekeeping.views import oversight, words

app_name = "safekeeping"

urlpatterns = [
    path("privacywoorden.json", words.privacy_words, name="privacy_words"),
    path("regio/<slug:slug>/toezicht/", oversight.oversight, name="oversight"),
    path("vernietigingslijsten/<int:pk>/", oversight.destruction, name="destruction"),
    path("vernietigingslijsten/<int:pk>/nagekeken/", oversight.check_list, name="check_list"),
    path("vernietigingslijsten/<int:pk>/goedkeuren/", oversight.approve_list, name="approve_list"),
    path("vernietigingslijsten/<int:pk>/intrekken/", oversight.withdraw_list, name="withdraw_list"),
]
