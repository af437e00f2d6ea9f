"""The doors of checklists."""

app_name = "checklists"

urlpatterns = []
