"""What was done by mistake is taken back with one tap: from the message, and later from the page itself."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from employers import actions
from employers.models import Agreement, CalendarAddress, Contact, Employer, HandOver, StageChange
from regions.actions import add_member, end_membership
from regions.models import Membership, Role
from tests.builders import make_agreement, make_contact, make_employer, make_fact, make_visit
from tests.undoing import press_undo


def text(response):
    return response.content.decode()


@pytest.fixture
def employer(noord, anna):
    return make_employer(region=noord, by=anna, account_holder=anna)


class TestAgreements:
    @pytest.fixture
    def agreement(self, employer, anna):
        return make_agreement(make_visit(employer, by=anna), by=anna)

    def test_closed_one_is_opened_from_the_message_and_one_is_in_the_dossier(self, as_user, anna, agreement):
        client = as_user(anna)
        url = reverse("employers:close_agreement", args=[agreement.pk])
        page = text(client.post(url, {"state": "done", "note": ""}, follow=True))
        back = press_undo(client, page)
        assert "De afspraak staat weer open." in text(back)
        assert back.redirect_chain[-1][0] == reverse("employers:detail", args=[agreement.employer_id])
        assert Agreement.objects.get().state == "open"

    def test_one_tap_without_javascript_is_taken_back_with_the_filters_still_on(self, as_user, anna, agreement):
        client = as_user(anna)
        url = reverse("employers:finish_agreement", args=[agreement.pk])
        page = text(client.post(url, {"filters": "adviseur=geen"}, follow=True))
        back = press_undo(client, page)
        assert back.redirect_chain[-1][0].endswith("?adviseur=geen")
        assert Agreement.objects.get().state == "open"

    def test_dossier_offers_to_open_a_closed_one_to_who_may(self, as_user, anna, bas, agreement):
        actions.close_agreement(by=anna, agreement=agreement, state="dropped", note="Verhuisd")
        url, door = (
            reverse("employers:detail", args=[agreement.employer_id]),
            reverse("employers:reopen_agreement", args=[agreement.pk]),
        )
        assert door in text(as_user(anna).get(url))
        assert door not in text(as_user(bas).get(url))


class TestContacts:
    def test_contact_who_left_comes_back_from_the_message_and_from_the_dossier(self, as_user, anna, employer):
        contact, client = make_contact(employer, by=anna), as_user(anna)
        url = reverse("employers:edit_contact", args=[contact.pk])
        typed = {
            "name": contact.name,
            "keep_until": contact.keep_until.isoformat(),
            "job_title": "",
            "email": "",
            "phone": "",
        }
        page = text(client.post(url, typed, follow=True))
        assert not Contact.objects.get().is_current
        assert reverse("employers:contact_returns", args=[contact.pk]) in page.split("mensen-kop")[-1]
        press_undo(client, page)
        assert Contact.objects.get().is_current

    def test_contact_who_stayed_is_saved_without_a_button(self, as_user, anna, employer):
        contact, client = make_contact(employer, by=anna), as_user(anna)
        typed = {"name": "Henk", "keep_until": contact.keep_until.isoformat(), "is_current": "on"}
        page = text(client.post(reverse("employers:edit_contact", args=[contact.pk]), typed, follow=True))
        assert "De contactpersoon is opgeslagen." in page
        assert reverse("employers:contact_returns", args=[contact.pk]) not in page


class TestMoves:
    def move(self, client, employer, **fields):
        url = reverse("employers:move", args=[employer.pk])
        return text(client.post(url, {"seen": employer.stage, **fields}, follow=True))

    def test_move_is_taken_back_by_a_new_move_with_its_reason(self, as_user, anna, employer):
        client = as_user(anna)
        press_undo(client, self.move(client, employer, to="closed", reason="Gaat dicht"))
        last = StageChange.objects.filter(employer=employer).last()
        assert (last.from_stage, last.to_stage, last.reason) == ("closed", "new", "Vergissing, teruggedraaid.")

    def test_day_to_come_back_on_comes_back_too(self, as_user, anna, employer):
        client, day = as_user(anna), timezone.localdate() + timedelta(days=40)
        self.move(client, employer, to="not_now", reason="Druk", come_back_on=day.isoformat())
        employer.refresh_from_db()
        press_undo(client, self.move(client, employer, to="first_contact"))
        employer.refresh_from_db()
        assert (employer.stage, employer.come_back_on) == ("not_now", day)

    def test_move_of_a_colleague_since_is_not_undone_unseen(self, as_user, anna, lea, employer):
        client = as_user(anna)
        page = self.move(client, employer, to="first_contact")
        actions.move_stage(by=lea, employer=employer, to="closed", seen="first_contact", reason="Failliet")
        assert press_undo(client, page).status_code == 409
        employer.refresh_from_db()
        assert employer.stage == "closed"


class TestHandOvers:
    @pytest.fixture
    def mehmet(self, noord):
        return add_member(by=None, email="mehmet@voorbeeld.nl", name="Mehmet Kaya", role=Role.ADVISER, region=noord)

    @pytest.fixture
    def three(self, noord, anna, lea):
        holders = (anna, lea, None)
        return [make_employer(region=noord, by=anna, name=f"Werkgever {one}", account_holder=one) for one in holders]

    @pytest.fixture
    def handed(self, as_user, lea, three, mehmet, noord):
        """Lea, and the page after she handed all three to Mehmet."""
        client = as_user(lea)
        data = {
            "employers": [one.pk for one in three],
            "to": mehmet.pk,
            "note": "Wijk van Mehmet",
            "filters": "sector=C",
        }
        return client, text(client.post(reverse("employers:hand_over", args=[noord.slug]), data, follow=True))

    def holders(self, three):
        return [Employer.objects.get(pk=one.pk).account_holder for one in three]

    def test_each_employer_goes_back_to_who_had_it(self, handed, three, anna, lea, mehmet):
        client, page = handed
        assert self.holders(three) == [mehmet] * 3
        back = press_undo(client, page)
        assert "3 werkgevers hebben weer de vaste contactpersoon van eerst." in text(back)
        assert self.holders(three) == [anna, lea, None]
        assert HandOver.objects.first().note == "Vergissing, teruggedraaid."
        assert back.redirect_chain[-1][0].endswith("&sector=C")

    def test_employer_that_was_handed_on_since_stays_there(self, handed, three, anna, lea):
        client, page = handed
        actions.hand_over(by=lea, employers=[three[0]], to=lea, note="Toch ik")
        back = press_undo(client, page)
        assert "2 werkgevers hebben weer" in text(back)
        assert "1 niet: die droeg iemand intussen verder over." in text(back)
        assert self.holders(three) == [lea, lea, None]

    def test_employer_of_who_left_the_region_since_stays_there(self, handed, three, anna, ada, noord, mehmet):
        client, page = handed
        end_membership(by=ada, membership=Membership.objects.get(user=anna, region=noord))
        press_undo(client, page)
        assert self.holders(three)[0] == mehmet

    def test_second_tap_changes_nothing_and_says_so(self, handed, three):
        client, page = handed
        press_undo(client, page)
        before = self.holders(three)
        assert "Terugdraaien kan niet meer" in text(press_undo(client, page))
        assert self.holders(three) == before

    def test_nobody_takes_back_what_another_handed_over(self, handed, three, as_user, noord, mehmet):
        leader = add_member(by=None, email="loes@voorbeeld.nl", name="Loes Bos", role=Role.LEAD, region=noord)
        _, page = handed
        assert "Terugdraaien kan niet meer" in text(press_undo(as_user(leader), page))
        assert self.holders(three) == [mehmet] * 3


class TestFacts:
    @pytest.mark.parametrize("period", ["2026 kwartaal 2", "2026"])
    def test_removed_figure_comes_back_with_its_source(self, period, as_user, ada, noord):
        fact, client = make_fact(noord, by=ada, value="97.5", period=period), as_user(ada)
        page = text(client.post(reverse("employers:remove_fact", args=[noord.slug, fact.pk]), follow=True))
        assert "Het cijfer staat er weer." in text(press_undo(client, page))
        row = type(fact).objects.get(segment=noord.code, key=fact.key, period=period, entered_by=ada)
        assert (row.value, row.source, row.source_on) == (Decimal("97.5"), fact.source, fact.source_on)

    def test_figure_that_took_its_place_since_stays(self, as_user, ada, noord):
        fact, client = make_fact(noord, by=ada), as_user(ada)
        page = text(client.post(reverse("employers:remove_fact", args=[noord.slug, fact.pk]), follow=True))
        make_fact(noord, by=ada, value=150, value_text="150")
        assert "intussen een ander cijfer" in text(press_undo(client, page))
        assert type(fact).objects.get(entered_by=ada).value_text == "150"


class TestCalendar:
    def test_revoked_address_works_again(self, as_user, anna):
        token, client = actions.make_calendar_address(by=anna), as_user(anna)
        page = text(client.post(reverse("employers:revoke_calendar"), follow=True))
        feed = reverse("employers:calendar_feed", args=[token])
        assert client.get(feed).status_code == 404
        press_undo(client, page)
        assert client.get(feed).status_code == 200

    def test_new_address_since_is_not_pushed_aside(self, as_user, anna):
        old, client = actions.make_calendar_address(by=anna), as_user(anna)
        page = text(client.post(reverse("employers:revoke_calendar"), follow=True))
        actions.make_calendar_address(by=anna)
        assert "Er is geen adres om weer te laten werken" in text(press_undo(client, page))
        assert client.get(reverse("employers:calendar_feed", args=[old])).status_code == 404
        assert CalendarAddress.objects.filter(user=anna, revoked_at=None).count() == 1
