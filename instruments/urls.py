"""The doors of the catalogue."""

app_name = "instruments"

urlpatterns = []
