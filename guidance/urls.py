"""The doors of words and help."""

from django.urls import path

from guidance import views

app_name = "guidance"

urlpatterns = [
    path("begrippen/", views.terms, name="terms"),
    path("componenten/", views.gallery, name="gallery"),
]
