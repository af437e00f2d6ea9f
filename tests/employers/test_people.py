"""The people at an employer: reached through the dossier, kept no longer than agreed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from employers.models import Contact
from tests.builders import make_contact, make_employer


@pytest.fixture
def employer(noord, anna):
    return make_employer(region=noord, by=anna)


def typed(**changes):
    day = timezone.localdate() + timedelta(days=365)
    return {
        "name": "Ria Smit",
        "job_title": "HR",
        "email": "ria@voorbeeld.nl",
        "keep_until": day.isoformat(),
        **changes,
    }


def test_contact_is_added_and_moves_a_new_employer_to_first_contact(as_user, anna, employer):
    response = as_user(anna).post(reverse("employers:add_contact", args=[employer.pk]), typed())
    employer.refresh_from_db()
    assert response.url == reverse("employers:detail", args=[employer.pk])
    assert (employer.contacts.get().name, employer.stage) == ("Ria Smit", "first_contact")


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"name": ""}, "name", "Vul de naam"),
        ({"email": "ria@"}, "email", "geen e-mailadres"),
        ({"keep_until": ""}, "keep_until", "tot wanneer"),
        ({"keep_until": "2026-02-30"}, "keep_until", "geen datum die bestaat"),
        ({"keep_until": "2001-01-01"}, "keep_until", "Kies een datum van"),
        ({"keep_until": "2999-01-01"}, "keep_until", "Kies een datum van"),
    ],
)
def test_wrong_contact_gets_a_sentence_and_nothing_is_stored(wrong, field, sentence, as_user, anna, employer):
    response = as_user(anna).post(reverse("employers:add_contact", args=[employer.pk]), typed(**wrong))
    assert response.status_code == 422
    assert sentence in " ".join(response.context["form"].errors[field])
    assert not Contact.objects.exists()


def test_contact_who_left_can_no_longer_be_chosen_for_a_visit(as_user, anna, employer):
    contact = make_contact(employer, by=anna)
    client = as_user(anna)
    client.post(reverse("employers:edit_contact", args=[contact.pk]), typed(name=contact.name), follow=True)
    contact.refresh_from_db()
    assert contact.is_current is False
    assert contact.name not in client.get(reverse("employers:plan_visit", args=[employer.pk])).content.decode()


def test_contact_whose_date_passed_can_still_be_corrected(as_user, anna, employer):
    contact = make_contact(employer, by=anna, keep_until=timezone.localdate() - timedelta(days=3))
    data = typed(keep_until=contact.keep_until.isoformat(), is_current="on", phone="050 1234567")
    response = as_user(anna).post(reverse("employers:edit_contact", args=[contact.pk]), data)
    contact.refresh_from_db()
    assert (response.status_code, contact.phone) == (302, "050 1234567")
