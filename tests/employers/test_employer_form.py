"""Making and changing an employer: what is refused, with which sentence, and that nothing is half-written."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from employers.models import Employer, StageLabel, TimelineEntry
from tests.builders import make_employer


@pytest.fixture
def typed(anna):
    """What someone types who does it right."""
    return {
        "name": "Kwekerij 't Zand",
        "kvk_number": "12345678",
        "branch_number": "",
        "city": "Bedum",
        "sector": "market",
        "sbi_section": "A",
        "employees": "19",
        "vacancies": "3",
        "hard_vacancies": "2",
        "target_group_employees": "1",
        "expects_growth": "ja",
        "has_csr_policy": "nee",
        "account_holder": str(anna.pk),
    }


@pytest.fixture
def create(as_user, anna, noord):
    """Return a function that sends the form of a new employer in."""
    client = as_user(anna)
    return lambda data: client.post(reverse("employers:create", args=[noord.slug]), data)


def test_new_employer_is_stored_as_typed(create, typed, noord, anna):
    response = create(typed)
    employer = Employer.objects.get()
    assert response.url == reverse("employers:detail", args=[employer.pk])
    assert (employer.region, employer.name, employer.size_class) == (noord, "Kwekerij 't Zand", "small")
    assert (employer.expects_growth, employer.has_csr_policy, employer.has_sroi_obligation) == (True, False, None)
    assert (employer.account_holder, employer.stage, employer.created_by) == (anna, StageLabel.NEW, anna)


@pytest.mark.parametrize(
    ("employees", "size"),
    [("", ""), ("0", "small"), ("19", "small"), ("20", "medium"), ("100", "medium"), ("101", "large")],
)
def test_size_class_follows_the_number_of_employees(employees, size, create, typed):
    create({**typed, "employees": employees, "target_group_employees": ""})
    assert Employer.objects.get().size_class == size


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"name": ""}, "name", "Vul de naam van de werkgever in."),
        ({"name": "x" * 161}, "name", "160"),
        ({"kvk_number": "1234567"}, "kvk_number", "precies 8 cijfers"),
        ({"kvk_number": "1234567a"}, "kvk_number", "precies 8 cijfers"),
        ({"kvk_number": "１２３４５６７８"}, "kvk_number", "precies 8 cijfers"),
        ({"branch_number": "123"}, "branch_number", "precies 12 cijfers"),
        ({"sbi_section": "Z"}, "sbi_section", "Z"),
        ({"sbi_section": ""}, "sbi_section", "Kies de sector"),
        ({"employees": "-1"}, "employees", "van 0 tot en met"),
        ({"employees": "veel"}, "employees", "heel getal"),
        ({"employees": "99999999999999"}, "employees", "van 0 tot en met"),
        ({"hard_vacancies": "4"}, "hard_vacancies", "niet meer moeilijke vacatures"),
        ({"target_group_employees": "20"}, "target_group_employees", "niet meer mensen uit de doelgroep"),
        ({"expects_growth": "misschien"}, "expects_growth", "Ja, Nee of Weet ik niet"),
        ({"website": "javascript:alert(1)"}, "website", "geen webadres"),
        ({"account_holder": "0"}, "account_holder", ""),
        ({"name": "Bakker\x00"}, "name", ""),
    ],
)
def test_wrong_field_gets_a_sentence_and_nothing_is_stored(wrong, field, sentence, create, typed):
    response = create({**typed, **wrong})
    assert response.status_code == 422
    assert sentence in " ".join(response.context["form"].errors[field])
    assert not Employer.objects.exists()


def test_wrong_form_keeps_what_was_typed(create, typed):
    page = create({**typed, "kvk_number": "12"}).content.decode()
    assert "Kwekerij &#x27;t Zand" in page
    assert 'value="12"' in page


def test_someone_of_another_region_cannot_be_made_the_fixed_contact(create, typed, chris):
    response = create({**typed, "account_holder": str(chris.pk)})
    assert response.status_code == 422
    assert "account_holder" in response.context["form"].errors


def test_duplicate_points_to_the_one_that_exists(create, typed, noord, anna):
    first = make_employer(region=noord, by=anna, kvk_number="12345678", name="De Eerste")
    response = create(typed)
    assert response.status_code == 422
    assert reverse("employers:detail", args=[first.pk]) in response.content.decode()
    assert Employer.objects.count() == 1


def test_same_kvk_number_with_another_branch_or_region_is_another_employer(create, typed, noord, anna, zuid, chris):
    make_employer(region=noord, by=anna, kvk_number="12345678", branch_number="000012345678")
    make_employer(region=zuid, by=chris, kvk_number="12345678")
    assert create(typed).status_code == 302


def test_duplicate_of_another_region_is_not_told(create, typed, zuid, chris):
    other = make_employer(region=zuid, by=chris, kvk_number="12345678", name="Geheim in Zuid")
    response = create(typed)
    assert response.status_code == 302
    assert str(other) not in response.content.decode()


@pytest.fixture
def edit(as_user, anna):
    """Return a function that sends the profile form of an employer in."""
    client = as_user(anna)
    return lambda employer, data: client.post(reverse("employers:edit", args=[employer.pk]), data)


def test_change_is_stored_with_a_line_on_the_timeline(edit, typed, noord, anna):
    employer = make_employer(region=noord, by=anna)
    edit(employer, {**typed, "revision": "1", "name": "Nieuwe Naam"})
    employer.refresh_from_db()
    assert (employer.name, employer.name_key, employer.revision) == ("Nieuwe Naam", "nieuwe naam", 2)
    assert TimelineEntry.objects.filter(employer=employer, kind="changed", happened_by=anna).exists()


def test_change_on_top_of_a_colleagues_change_is_told_and_overwrites_nothing(edit, typed, noord, anna, lea):
    employer = make_employer(region=noord, by=anna, city="Groningen")
    edit(employer, {**typed, "revision": "1", "city": "Leek"})
    response = edit(employer, {**typed, "revision": "1", "city": "Haren"})
    page = response.content.decode()
    employer.refresh_from_db()
    assert response.status_code == 409
    assert employer.city == "Leek"
    assert "Plaats: <strong>Leek</strong>" in page
    assert 'value="Haren"' in page
    assert edit(employer, {**typed, "revision": "2", "city": "Haren"}).status_code == 302


def test_duplicate_made_by_a_change_points_to_the_one_that_exists(edit, typed, noord, anna):
    first = make_employer(region=noord, by=anna, kvk_number="12345678")
    second = make_employer(region=noord, by=anna, kvk_number="87654321")
    response = edit(second, {**typed, "revision": "1"})
    second.refresh_from_db()
    assert response.status_code == 422
    assert reverse("employers:detail", args=[first.pk]) in response.content.decode()
    assert second.kvk_number == "87654321"


def test_fixed_contact_who_left_stays_when_the_profile_is_saved(edit, typed, noord, anna, lea):
    employer = make_employer(region=noord, by=anna, account_holder=lea)
    lea.is_active = False
    lea.save()
    edit(employer, {**typed, "account_holder": str(lea.pk), "revision": "1"})
    employer.refresh_from_db()
    assert employer.account_holder == lea


@pytest.mark.parametrize(
    "nonsense",
    [
        {"kvk_number": "123"},
        {"branch_number": "12"},
        {"vacancies": 1, "hard_vacancies": 2},
        {"employees": 1, "target_group_employees": 2},
    ],
)
def test_database_refuses_nonsense_too(nonsense, noord, anna):
    employer = make_employer(region=noord, by=anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        Employer.objects.filter(pk=employer.pk).update(**nonsense)
