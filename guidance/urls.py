"""The doors of words and help."""

from django.urls import path

from guidance import views

app_name = "guidance"

urlpatterns = [
    path("begrippen/", views.terms, name="terms"),
    path("handleiding/", views.manual, name="manual"),
    path("handleiding/<slug:slug>/", views.manual_page, name="manual_page"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("componenten/", views.gallery, name="gallery"),
]
