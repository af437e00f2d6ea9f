"""Signing in and out, the way back to where someone was going, and the choice of a region."""

import pytest
from django.urls import reverse

from regions.actions import add_member
from regions.models import Role

PASSWORD = "een-lange-zin-van-anna"


@pytest.fixture
def member(anna):
    anna.set_password(PASSWORD)
    anna.save()
    return anna


def sign_in(client, email, password, **more):
    return client.post(reverse("regions:sign_in"), {"username": email, "password": password, **more})


@pytest.mark.parametrize("email", ["anna@voorbeeld.nl", " Anna@Voorbeeld.NL "])
def test_right_address_and_password_open_the_door(email, client, member, noord):
    assert sign_in(client, email, PASSWORD).url == reverse("regions:home")
    assert client.get(reverse("regions:home")).url == reverse("employers:today", args=[noord.slug])


@pytest.mark.parametrize(
    ("email", "password"),
    [("anna@voorbeeld.nl", "fout"), ("niemand@voorbeeld.nl", PASSWORD), ("anna@voorbeeld.nl", "")],
)
def test_wrong_address_or_password_says_the_same(email, password, client, member):
    response = sign_in(client, email, password)
    page = response.content.decode()
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
    assert ("horen niet bij elkaar" in page) or not password


def test_address_without_at_sign_is_explained(client, member):
    assert "Vul uw volledige e-mailadres in" in sign_in(client, "anna", PASSWORD).content.decode()


def test_closed_account_does_not_open_the_door(client, member):
    member.is_active = False
    member.save()
    sign_in(client, member.email, PASSWORD)
    assert "_auth_user_id" not in client.session


def test_sign_in_goes_on_to_where_someone_was_going(client, member, noord):
    wanted = reverse("employers:list", args=[noord.slug])
    assert sign_in(client, member.email, PASSWORD, next=wanted).url == wanted


@pytest.mark.parametrize("elsewhere", ["https://kwaad.example/", "//kwaad.example/", "javascript:alert(1)"])
def test_sign_in_never_leads_to_another_site(elsewhere, client, member):
    assert sign_in(client, member.email, PASSWORD, next=elsewhere).url == reverse("regions:home")


def test_sign_out_needs_a_post_and_closes_the_door(client, member):
    client.force_login(member)
    assert client.get(reverse("regions:sign_out")).status_code == 405
    client.post(reverse("regions:sign_out"))
    assert client.get(reverse("regions:home")).status_code == 302


def test_new_password_is_stored_and_weak_ones_are_explained(client, member):
    client.force_login(member)
    url = reverse("regions:change_password")
    weak = client.post(url, {"old_password": PASSWORD, "new_password1": "kort", "new_password2": "kort"})
    assert "te kort" in weak.content.decode()
    good = "nog-een-veel-langere-zin"
    assert client.post(url, {"old_password": PASSWORD, "new_password1": good, "new_password2": good}).status_code == 302
    member.refresh_from_db()
    assert member.check_password(good)


def test_member_of_two_regions_chooses(client, member, zuid, noord):
    add_member(by=None, email=member.email, name=member.name, role=Role.READER, region=zuid)
    client.force_login(member)
    page = client.get(reverse("regions:home")).content.decode()
    assert reverse("employers:today", args=[noord.slug]) in page
    assert reverse("employers:today", args=[zuid.slug]) in page


def test_account_without_region_is_told_whom_to_ask(client, dana):
    client.force_login(dana)
    assert "U heeft nog geen regio" in client.get(reverse("regions:home")).content.decode()


def test_password_is_stored_with_argon2_outside_the_tests(settings):
    from django.contrib.auth.hashers import make_password

    settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[1:]
    assert make_password(PASSWORD).startswith("argon2")
