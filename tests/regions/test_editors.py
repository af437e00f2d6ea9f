"""Who edits the national catalogue: given by who has it or by a command, ended by another, and no employer with it."""

import re

import pytest
from django.contrib.auth.models import Permission as DjangoPermission
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from regions import actions, queries
from regions.access import may_edit_catalogue
from regions.models import MembershipChange, Role, User

URL = "regions:editors"


@pytest.fixture
def editor(as_user, nora):
    return as_user(nora)


class TestRight:
    def test_only_the_role_opens_the_catalogue(self, anna, lea, ada, dana, nora):
        assert [may_edit_catalogue(one) for one in (anna, lea, ada, dana)] == [False] * 4
        assert may_edit_catalogue(nora)

    def test_superuser_staff_and_django_permissions_do_not_open_it(self, db):
        root = User.objects.create_superuser("root@voorbeeld.nl", "Sofie Prins")
        root.user_permissions.set(DjangoPermission.objects.all())
        assert not may_edit_catalogue(root)

    def test_closed_account_is_out_at_once(self, nora):
        nora.is_active = False
        assert not may_edit_catalogue(nora)

    def test_role_counts_as_administrator_where_a_second_step_is_required(self, nora, dana, client, settings):
        settings.REQUIRE_SECOND_FACTOR = True
        assert queries.needs_second_factor(nora)
        assert not queries.needs_second_factor(dana)
        client.force_login(nora)
        assert client.get(reverse("catalogue:start")).url == reverse("mfa_index")

    def test_regional_administrator_cannot_take_the_second_step_of_who_keeps_the_catalogue(self, ada, nora, noord):
        actions.add_member(by=None, email=nora.email, name=nora.name, role=Role.READER, region=noord)
        membership = nora.memberships.get(region=noord)
        with pytest.raises(PermissionDenied):
            actions.reset_second_factor(by=ada, membership=membership)

    def test_who_has_no_region_starts_in_the_catalogue(self, editor):
        assert editor.get(reverse("regions:home")).url == reverse("catalogue:start")

    def test_menu_offers_the_catalogue_to_who_keeps_it(self, nora, anna):
        for user, is_offered in ((nora, True), (anna, False)):
            client = Client()
            client.force_login(user)
            page = client.get(reverse("instruments:list")).content.decode()
            assert ("Catalogus beheren" in page) is is_offered


class TestGiving:
    def test_colleague_with_an_account_gets_the_right_and_it_is_written_down(self, editor, nora, anna):
        response = editor.post(reverse(URL), {"email": " Anna@voorbeeld.nl "})
        assert response.status_code == 302
        assert may_edit_catalogue(anna)
        change = MembershipChange.objects.get(user=anna, region=None)
        assert (change.changed_by, change.kind, change.to_role) == (nora, "joined", Role.CATALOGUE)
        page = editor.get(reverse(URL)).content.decode()
        assert "Anna de Vries: toegang gekregen als Functioneel beheerder (landelijk), door Nora Tromp." in page

    def test_who_gets_it_signs_in_again(self, nora, anna):
        anna.set_password("een-lange-zin-van-anna")
        anna.save()
        elsewhere = Client()
        elsewhere.post(reverse("account_login"), {"login": anna.email, "password": "een-lange-zin-van-anna"})
        assert elsewhere.get(reverse("instruments:list")).status_code == 200
        actions.grant_catalogue(by=nora, user=anna)
        assert elsewhere.get(reverse("instruments:list")).status_code == 302

    @pytest.mark.parametrize(
        ("email", "sentence"),
        [
            ("", "Vul het e-mailadres van uw collega in."),
            ("anna", "Vul uw volledige e-mailadres in"),
            ("niemand@voorbeeld.nl", "heeft hier geen account"),
            ("nora@voorbeeld.nl", "beheert de catalogus al"),
        ],
    )
    def test_address_that_will_not_do_is_told_at_its_field(self, editor, email, sentence):
        response = editor.post(reverse(URL), {"email": email})
        assert response.status_code == 422
        assert sentence in response.content.decode()

    def test_other_national_role_is_not_written_over(self, editor, db):
        person = actions.add_member(by=None, email="cijfers@voorbeeld.nl", name="Cas Prins", role=Role.NATIONAL)
        response = editor.post(reverse(URL), {"email": person.email})
        assert response.status_code == 422
        assert "andere landelijke rol" in response.content.decode()
        assert person.memberships.get().role == Role.NATIONAL

    def test_nobody_else_may_give_it(self, ada, anna):
        with pytest.raises(PermissionDenied):
            actions.grant_catalogue(by=ada, user=anna)

    def test_role_of_a_region_never_becomes_it(self, ada, anna, noord):
        with pytest.raises(ValueError, match="belongs to no region"):
            actions.change_role(by=ada, membership=anna.memberships.get(), role=Role.CATALOGUE)


class TestEnding:
    def end(self, client, user):
        row = user.memberships.get(region=None)
        return client.post(reverse("regions:end_catalogue", args=[row.pk]), follow=True)

    def test_colleague_loses_it_and_keeps_the_region(self, editor, nora, anna):
        actions.grant_catalogue(by=nora, user=anna)
        self.end(editor, anna)
        anna.refresh_from_db()
        assert not may_edit_catalogue(anna)
        assert anna.is_active
        assert MembershipChange.objects.filter(user=anna, kind="ended", from_role=Role.CATALOGUE).exists()

    def test_account_that_was_only_for_this_is_closed(self, editor, nora, dana):
        actions.grant_catalogue(by=nora, user=dana)
        assert "Het account is afgesloten." in self.end(editor, dana).content.decode()
        dana.refresh_from_db()
        assert not dana.is_active

    def test_nobody_ends_their_own(self, editor, nora):
        assert "stopt u niet zelf" in self.end(editor, nora).content.decode()
        assert may_edit_catalogue(nora)


class TestCommand:
    def test_account_that_is_there_gets_the_right(self, anna, capsys):
        call_command("grant_catalogue", "Anna@voorbeeld.nl")
        assert may_edit_catalogue(anna)
        assert "beheert nu de catalogus" in capsys.readouterr().out
        assert MembershipChange.objects.get(user=anna, region=None).changed_by is None

    def test_new_account_chooses_a_password_by_the_printed_link(self, db, capsys, client):
        call_command("grant_catalogue", "nieuw@elders.nl", name="Noa Nieuw")
        address = re.search(r"https?://[^/]+(/\S+)", capsys.readouterr().out)[1]
        page = client.get(address, follow=True)
        chosen = {"password1": "een-lange-zin-van-noa", "password2": "een-lange-zin-van-noa"}
        client.post(page.redirect_chain[-1][0], chosen)
        user = User.objects.get(email="nieuw@elders.nl")
        assert user.check_password("een-lange-zin-van-noa")
        assert may_edit_catalogue(user)

    def test_new_account_without_a_name_and_a_closed_one_are_refused(self, dana):
        with pytest.raises(CommandError, match="--name"):
            call_command("grant_catalogue", "nieuw@elders.nl")
        User.objects.filter(pk=dana.pk).update(is_active=False)
        with pytest.raises(CommandError, match="afgesloten"):
            call_command("grant_catalogue", dana.email)
