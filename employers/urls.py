"""The doors of employers."""

app_name = "employers"

urlpatterns = []
