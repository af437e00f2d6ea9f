"""The doors of the provider: those of the library, its sign-in page, and two behind which a test sets the scene."""

import json

from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.http import JsonResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from oauth2_provider.models import Application

from tests.identity_provider.people import CLAIMS


@csrf_exempt
def set_person(request, username):
    """Make or change a person: their password is their name, their claims are the JSON that was sent."""
    person, _ = User.objects.get_or_create(username=username)
    person.set_password(username)
    person.save()
    CLAIMS[username] = json.loads(request.body)
    return JsonResponse({})


@csrf_exempt
def set_client(request):
    """Make or change the client: the app under test, with the addresses it may be sent back to."""
    Application.objects.update_or_create(
        client_id="kompas",
        defaults={
            "client_secret": "geheim-van-de-proef",
            "redirect_uris": json.loads(request.body)["redirect_uris"],
            "client_type": Application.CLIENT_CONFIDENTIAL,
            "authorization_grant_type": Application.GRANT_AUTHORIZATION_CODE,
            "algorithm": Application.RS256_ALGORITHM,
            "skip_authorization": True,
        },
    )
    return JsonResponse({})


urlpatterns = [
    path("sign-in/", LoginView.as_view()),
    path("scene/people/<slug:username>/", set_person),
    path("scene/client/", set_client),
    path("", include("oauth2_provider.urls")),
]
