"""The doors of the house, and one bare view with one query to measure the rest beside."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.urls import include, path


@login_not_required
def floor(request):
    """Do the least a page can do: ask the database one thing and answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return HttpResponse(str(cursor.fetchone()[0]))


urlpatterns = [path("ondergrens/", floor, name="floor"), path("", include("wsp.urls"))]
