"""What was promised and is due, per person and per region; every function takes a region or person that passed the gate."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from employers.models import Agreement, AgreementState, CalendarAddress, Employer, Visit, VisitState
from employers.models.following import hash_token
from employers.queries import get_come_backs, is_kept_by
from employers.stages import RESTING
from regions.access import EDIT, VIEW
from regions.queries import get_regions

SILENT_DAYS = 60  # without contact, before the daily mail says so
MOST_MAILED = 25  # lines of one kind in one mail; the page has them all
CALENDAR_DAYS_BACK, CALENDAR_DAYS_AHEAD, MOST_EVENTS = 30, 365, 1000

NOBODY = "nobody"


def last_day_of_week(today):
    """Return the Sunday of the week of this day."""
    return today + timedelta(days=6 - today.weekday())


def get_due(region, *, until, holder=None):
    """Return the open agreements of a region that are due until a day: of everyone, of one fixed contact, or of nobody."""
    rows = Agreement.objects.filter(
        employer__region=region,
        employer__next_due_on__lte=until,  # the index of the region leads to its few employers with something due
        state=AgreementState.OPEN,
        due_on__lte=until,
    )
    if holder is not None:
        rows = rows.filter(employer__account_holder=None if holder == NOBODY else holder)
    return rows.select_related("employer__account_holder").order_by("due_on", "pk")


def count_due(region, *, today):
    """Return per fixed contact how many open agreements are too late, due today and due later this week, by name."""
    until = last_day_of_week(today)
    rows = get_due(region, until=until).order_by("employer__account_holder__name", "employer__account_holder_id")
    return list(
        rows.values("employer__account_holder_id", "employer__account_holder__name").annotate(
            late=Count("pk", filter=Q(due_on__lt=today)),
            today=Count("pk", filter=Q(due_on=today)),
            week=Count("pk", filter=Q(due_on__gt=today)),
        )
    )


def get_silent(region, *, today, holder, days=SILENT_DAYS):
    """Return the employers of one fixed contact that heard nothing for so many days, the longest first; resting ones not."""
    rows = Employer.objects.filter(
        region=region, account_holder=holder, last_contact_on__lte=today - timedelta(days=days)
    )
    return rows.exclude(stage__in=RESTING).defer("search_text", "search").order_by("last_contact_on", "pk")


def get_calendar_owner(token):
    """Return whose calendar address this secret belongs to, None when it never worked, was revoked, or the person left."""
    row = CalendarAddress.objects.select_related("user").filter(token_hash=hash_token(token), revoked_at=None).first()
    return row.user if row and row.user.is_active else None


def get_calendar_address(user):
    """Return the calendar address of a person that works now, None when there is none."""
    return CalendarAddress.objects.filter(user=user, revoked_at=None).first()


def get_calendar_rows(user):
    """Return (visits, agreements) for the calendar of a person: their own ones, of what they may see today."""
    now = timezone.now()
    visits = Visit.objects.for_user(user, VIEW).filter(
        advisers=user,
        planned_at__gte=now - timedelta(days=CALENDAR_DAYS_BACK),
        planned_at__lte=now + timedelta(days=CALENDAR_DAYS_AHEAD),
    )
    agreements = Agreement.objects.for_user(user, VIEW).filter(
        is_kept_by(user),
        state=AgreementState.OPEN,
        due_on__lte=timezone.localdate(now) + timedelta(days=CALENDAR_DAYS_AHEAD),
    )
    return (
        list(
            visits.exclude(state=VisitState.CANCELLED).select_related("employer").order_by("planned_at")[:MOST_EVENTS]
        ),
        list(agreements.select_related("employer").order_by("due_on")[:MOST_EVENTS]),
    )


@dataclass(frozen=True)
class RegionDigest:
    """What one person should know today about one region; each list is cut off, its total is not."""

    region: object
    late: list
    today: list
    week: list
    silent: list
    silent_total: int
    come_backs: list

    @property
    def is_empty(self):
        return not (self.late or self.today or self.week or self.silent or self.come_backs)


def get_digest(user, *, today, silent_days=SILENT_DAYS):
    """Return a RegionDigest for each region in which this person may change employers today and something is due."""
    found = [_digest(region, user, today, silent_days) for region in get_regions(user, EDIT)]
    return [one for one in found if not one.is_empty]


def _digest(region, user, today, silent_days):
    due = list(get_due(region, until=last_day_of_week(today)).filter(is_kept_by(user))[: MOST_MAILED * 4])
    silent = get_silent(region, today=today, holder=user, days=silent_days)
    return RegionDigest(
        region=region,
        late=[one for one in due if one.due_on < today],
        today=[one for one in due if one.due_on == today],
        week=[one for one in due if one.due_on > today],
        silent=list(silent[:MOST_MAILED]),
        silent_total=silent.count(),
        come_backs=list(get_come_backs(region, until=today, holder=user)[:MOST_MAILED]),
    )
