"""On whose behalf the database is asked: told with every statement, and left behind on no connection."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from regions.models import Region, User
from safekeeping.acting import NOBODY, Acting, acting_as, acting_as_system, acting_for, get_acting
from safekeeping.middleware import act_for_user


def ask(name="app.user"):
    """Return what the database knows of who asks this very statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        return cursor.fetchone()[0]


@pytest.fixture
def nobody():
    with acting_as(NOBODY):
        yield


class TestSettings:
    def test_statement_takes_along_who_acts(self, db):
        with acting_as(Acting(7, "abc")):
            assert (ask(), ask("app.request"), ask("app.system")) == ("7", "abc", "")

    def test_system_says_why(self, db):
        with acting_as_system("manage.py retention"):
            assert (ask(), ask("app.request"), ask("app.system")) == ("", "manage.py retention", "on")

    def test_nobody_is_the_start(self, db, nobody):
        assert (ask(), ask("app.request"), ask("app.system")) == ("", "", "")

    def test_person_without_session_can_be_acted_for(self, anna):
        with acting_as(Acting(None, "abc")), acting_for(anna):
            assert (ask(), ask("app.request")) == (str(anna.pk), "abc")

    def test_odd_request_number_cannot_break_out(self, noord):
        with acting_as(Acting(1, "x', true); DROP TABLE regions_region; --")):
            assert ask("app.request") == "x true DROP TABLE regions_region --"
        assert Region.objects.exists()

    def test_who_acts_is_no_other_than_a_number(self):
        with pytest.raises(ValueError):
            Acting("1' OR '1'='1").get_settings(is_local=True)


@pytest.mark.django_db(transaction=True)
class TestNothingStaysBehind:
    def raw(self):
        """Return what a statement on the same connection finds that was sent past us."""
        return connection.connection.execute("SELECT coalesce(current_setting('app.user', true), '')").fetchone()[0]

    def test_after_one_statement(self):
        with acting_as(Acting(7, "abc")):
            assert ask() == "7"
            assert self.raw() == ""

    def test_after_a_transaction(self):
        with acting_as(Acting(7, "abc")), transaction.atomic():
            assert ask() == "7"
            assert self.raw() == "7"
        assert self.raw() == ""

    def test_after_an_error(self):
        with acting_as(Acting(7, "abc")):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT 1/0")
            assert self.raw() == ""
            assert ask() == "7"

    def test_after_rows_read_in_pieces(self):
        with acting_as(Acting(7, "abc")):
            list(Region.objects.values_list("pk").iterator(chunk_size=2))
            assert self.raw() == ""


class TestStatements:
    def test_rows_come_back_as_ever(self, noord):
        assert Region.objects.get(pk=noord.pk).slug == noord.slug
        assert Region.objects.filter(pk=noord.pk).update(phone="050") == 1
        assert User.objects.create_user("x@voorbeeld.nl", "X").pk

    def test_savepoint_that_failed_is_rolled_back_and_the_rest_goes_on(self, noord):
        with transaction.atomic():
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT * FROM nowhere")
            assert ask("app.system") == "on"

    def test_rows_read_in_pieces_are_asked_for_the_same_person(self, noord):
        with acting_as(Acting(7, "abc")):
            setting = "(SELECT coalesce(current_setting('app.user', true), ''))"
            rows = Region.objects.extra(select={"who": setting}).values_list("who", flat=True)
            assert set(rows.iterator(chunk_size=1)) == {"7"}

    def test_costs_no_query(self, noord, django_assert_num_queries):
        with django_assert_num_queries(1), acting_as(Acting(7, "abc")):
            Region.objects.get(pk=noord.pk)


def make_request(user):
    request = RequestFactory().get("/")
    request.user, request.session = user, SessionStore()
    return request


class TestRequest:
    def go(self, user, view):
        return act_for_user(view)(make_request(user))

    def test_view_acts_for_who_is_signed_in_and_the_answer_says_which_request(self, anna):
        seen = []
        response = self.go(anna, lambda request: seen.append(get_acting()) or HttpResponse())
        assert seen == [Acting(anna.pk, response.headers["X-Request-Id"])]

    def test_who_signs_in_during_a_request_acts_in_the_rest_of_it(self, anna):
        seen = []

        def sign_in(request):
            user_logged_in.send(sender=User, request=request, user=anna)
            seen.append(get_acting().user_id)
            return HttpResponse()

        with acting_as(NOBODY):
            self.go(AnonymousUser(), sign_in)
            assert (seen, get_acting()) == ([anna.pk], NOBODY)

    def test_signal_outside_a_request_changes_nothing(self, anna):
        for acting in (NOBODY, Acting(None, "tests", is_system=True), Acting(7, "abc")):
            with acting_as(acting):
                user_logged_in.send(sender=User, request=make_request(anna), user=anna)
                assert get_acting() == acting

    def test_each_request_has_its_own_number(self, anna):
        first, second = (self.go(anna, lambda request: HttpResponse()) for _ in range(2))
        assert first.headers["X-Request-Id"] != second.headers["X-Request-Id"]

    def test_what_is_streamed_is_asked_for_the_same_person(self, anna):
        with acting_as(NOBODY):
            response = self.go(anna, lambda request: StreamingHttpResponse(iter(lambda: ask(), "")))
            content = iter(response)
            assert next(content) == str(anna.pk).encode()
            assert get_acting() == NOBODY
            response.close()

    def test_view_that_breaks_leaves_nothing_behind(self, anna):
        def breaks(request):
            raise RuntimeError

        with acting_as(NOBODY):
            with pytest.raises(RuntimeError):
                self.go(anna, breaks)
            assert get_acting() == NOBODY
