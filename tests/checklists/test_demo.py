"""The made-up employers: enough of everything to show every page, and papers that everyone can read."""

import io
import json
import re
from collections import Counter
from pathlib import Path

import outloud
import pytest
from django.core.management import call_command
from django.db import transaction

from checklists.demo import get_logins
from checklists.models import Advice, AdviceDocument, Answer, AnswerChange, Checklist
from checklists.scoring import PROFILES
from employers.models import Agreement, Contact, Employer, SizeClass, TimelineEntry, Visit, VisitState
from instruments.models import RegionalSupplement
from regions.models import Membership, Role, User

pytestmark = pytest.mark.django_db
STORY = json.loads((Path(__file__).resolve().parents[2] / "fixtures" / "demo.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    """Load the demo once for all tests of this module, which only look, and leave nothing behind."""
    said = io.StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        django_db_setup.put_back()
        call_command("load_demo", stdout=said)
        yield said.getvalue()
        transaction.set_rollback(True)


def test_about_sixty_employers_in_two_regions():
    regions = Counter(Employer.objects.values_list("region__slug", flat=True))
    assert set(regions) == {"groningen", "midden-brabant"}
    assert 55 <= sum(regions.values()) <= 65
    assert min(regions.values()) >= 20


def test_all_sizes_both_kinds_and_most_sectors():
    assert set(Employer.objects.values_list("size_class", flat=True)) >= set(SizeClass.values)
    assert set(Employer.objects.values_list("sector", flat=True)) == {"market", "government"}
    assert len(set(Employer.objects.values_list("sbi_section", flat=True))) >= 12


def test_visits_in_every_state_and_employers_in_most_stages():
    assert set(Visit.objects.values_list("state", flat=True)) == set(VisitState.values)
    assert len(set(Employer.objects.values_list("stage", flat=True))) >= 6


def test_every_profile_occurs():
    found = Counter(Checklist.objects.filter(concluded_at__isnull=False).values_list("score__profile", flat=True))
    assert set(found) == set(PROFILES)


def test_profile_and_what_is_known_of_the_employer_tell_one_story():
    for profile in ("P2", "P3", "P4", "P5"):
        assert not Employer.objects.filter(profile=profile, target_group_employees__gt=0).exists()
    assert not Employer.objects.filter(profile__in=["P1", "P1b"], target_group_employees=0).exists()


def test_visits_have_advisers_a_goal_and_a_plausible_moment():
    for visit in Visit.objects.prefetch_related("advisers", "contacts").select_related("employer"):
        assert visit.advisers.all()
        assert visit.contacts.all()
        assert visit.goal
        assert visit.planned_at.weekday() < 5
        assert visit.planned_at > visit.created_at
        assert visit.employer.created_at <= visit.created_at


def test_history_is_there_with_every_answer_and_every_step():
    answered = Answer.objects.exclude(revision=0)
    assert answered.count() > 1000
    assert AnswerChange.objects.count() == answered.count()
    assert not Employer.objects.exclude(pk__in=TimelineEntry.objects.values("employer")).exists()
    assert Agreement.objects.filter(state="open").count() >= 10


def test_names_numbers_and_addresses_are_made_up():
    assert all(number.startswith("0000") for number in Employer.objects.values_list("kvk_number", flat=True))
    addresses = [*User.objects.values_list("email", flat=True), *Contact.objects.values_list("email", flat=True)]
    assert [address for address in addresses if address and not address.endswith("voorbeeld.nl")] == []


def test_every_role_of_a_region_can_sign_in(demo):
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role) - {Role.NATIONAL}
    for _, _, _, email in get_logins(STORY):
        assert email in demo
        assert User.objects.get(email=email).check_password("werkgeverskompas")


def test_dutch_of_the_story_is_plain():
    texts = [text for notes in STORY["notes"].values() for text in notes] + STORY["goals"]
    texts += [what for _, what, _ in STORY["agreements"]]
    for text in texts:
        assert "wil niet" not in text.lower()
        assert max(len(sentence.split()) for sentence in re.split(r"[.?!]", text)) <= 22


def test_papers_of_the_demo_pass_the_checker(tmp_path):
    documents = AdviceDocument.objects.select_related("advice")
    assert Advice.objects.count() >= 6
    for document in documents:
        path = tmp_path / f"{document.advice.number}-{document.paper}.pdf"
        path.write_bytes(bytes(document.pdf))
        result = outloud.check(str(path))
        assert result.error is None
        assert [(path.name, found.rule, found.message) for found in result.findings if found.severity != "info"] == []
        if document.paper == "employer":
            assert result.stats["pages"] <= (3 if document.advice.content["scenarios"] else 2)


def test_one_visit_has_sums_that_stand_in_its_advice():
    advice = Advice.objects.get(content__scenarios__0__isnull=False)
    assert [one["name"] for one in advice.content["scenarios"]] == [
        "Loonkostensubsidie op loonwaarde",
        "Forfaitaire loonkostensubsidie",
    ]
    assert advice.content["groups"] == ["Participatiewet, in het doelgroepregister"]


def test_a_region_says_how_it_goes_there():
    row = RegionalSupplement.objects.get()
    assert (row.region.slug, row.instrument.slug) == ("groningen", "loonkostensubsidie")
    assert {blank["name"] for blank in row.blanks} <= set(row.instrument.local_blanks)
