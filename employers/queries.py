"""Reading employers, people, visits and agreements; every function asks for whom, or takes a row that passed the gate."""

from datetime import timedelta

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from employers.models import (
    Agreement,
    AgreementState,
    Benchmark,
    Contact,
    Employer,
    HandOver,
    MailLog,
    MailState,
    Placement,
    Segment,
    StageChange,
    TimelineEntry,
    Visit,
    VisitState,
    VisitStep,
)
from employers.search import search_words
from regions.access import VIEW, fetch
from regions.models import User
from safekeeping.queries import get_last_day

PAGE_DAYS = 14  # how long a device keeps the pages of a visit that nobody opens
AGENDA_DAYS = 14  # how far ahead "Vandaag" looks
HANDED_DAYS = 14  # how long "Vandaag" tells both sides of a hand-over
MOST_SHOWN = 20  # of the visits and timeline lines of a dossier, before someone asks for all


def has_employers():
    """Tell whether there is any employer at all; says nothing about which."""
    return Employer.objects.exists()


def has_only_made_up_employers():
    """Tell whether every employer was made by someone of the demo, so that they may be thrown away."""
    return not Employer.objects.exclude(created_by__email__endswith="@voorbeeld.nl").exists()


def has_mail_failed(day):
    """Tell whether any mail of a day is still waiting for another try; says nothing about whose."""
    return MailLog.objects.filter(day=day, state=MailState.FAILED).exists()


def get_employers(region, *, text="", sbi_section="", size_class="", stage="", adviser=None):
    """Return the employers of a region that passed the gate that fit every word typed and every filter, by name.

    A word fits when a word of name, place or KVK number begins with it, whatever the accents and the order.
    """
    rows = Employer.objects.filter(region=region)
    words = search_words(text)
    if words:
        wanted = " & ".join(f"{region.pk}r{word}:*" for word in words)  # as Employer.search keeps them
        rows = rows.filter(search=SearchQuery(wanted, config="simple", search_type="raw"))
    elif text.strip():
        return rows.none()  # only signs were typed: nothing is called that
    for name, wanted in (("sbi_section", sbi_section), ("size_class", size_class), ("stage", stage)):
        if wanted:
            rows = rows.filter(**{name: wanted})
    if adviser is not None:
        further = Employer.advisers.through.objects.filter(user_id=adviser).values("employer_id")
        rows = rows.filter(Q(account_holder_id=adviser) | Q(pk__in=further))
    return rows.select_related("account_holder").defer("search_text", "search").order_by("name_key", "pk")


def get_employer(user, pk, permission=VIEW):
    """Return an employer with its region; 404 when it is not for this user to see, 403 when not to change."""
    rows = Employer.objects.select_related("region", "municipality", "account_holder")
    return fetch(rows.defer("search_text", "search"), user, permission, pk=pk)


def get_contact(user, pk, permission):
    """Return a contact with the employer; 404 and 403 as above."""
    return fetch(Contact.objects.select_related("employer__region"), user, permission, pk=pk)


def get_visit(user, pk, permission=VIEW):
    """Return a visit with its employer and region; 404 and 403 as above."""
    return fetch(Visit.objects.select_related("employer__region"), user, permission, pk=pk)


def get_agreement(user, pk, permission):
    """Return an agreement with its employer and visit; 404 and 403 as above."""
    return fetch(Agreement.objects.select_related("employer__region", "visit"), user, permission, pk=pk)


def get_placement(user, pk, permission):
    """Return a placement with its employer; 404 and 403 as above."""
    return fetch(Placement.objects.select_related("employer__region"), user, permission, pk=pk)


def get_region_facts(region):
    """Return the figures about the labour market of a region that passed the gate, the newest of each subject first."""
    rows = Benchmark.objects.filter(segment_kind=Segment.REGION, segment=region.code).select_related("entered_by")
    rows = list(rows.order_by("key", "sbi_section", "-year", "-period"))
    for row in rows:
        row.is_old_now = row.is_old(timezone.localdate())
    return rows


def get_region_fact(region, pk):
    """Return one figure about the labour market of a region that passed the gate, None when it is not there."""
    return Benchmark.objects.filter(segment_kind=Segment.REGION, segment=region.code, pk=pk).first()


def get_hand_overs(region, *, by, first, last):
    """Return what someone handed over in a region that passed the gate, from one row to another, with who had it before."""
    rows = HandOver.objects.filter(employer__region=region, handed_by=by, pk__range=(first, last))
    return rows.select_related("from_user").order_by("pk")


def get_region_employers(region):
    """Return the employers of a region that passed the gate, to choose from."""
    return Employer.objects.filter(region=region).defer("search_text", "search")


def get_holder_ids(region):
    """Return the ids of who is fixed contact of an employer in a region that passed the gate, also of who left."""
    employers = Employer.objects.filter(region=region, account_holder=OuterRef("pk"))
    return User.objects.filter(Exists(employers)).values("pk")  # one look for each person, not one at every employer


def get_contacts(employer):
    """Return the people of an employer that passed the gate, those who still work there first."""
    return employer.contacts.all()


def get_current_contacts(employer, visit=None):
    """Return who can be spoken to: those who work there now, and those already named at `visit`."""
    wanted = Q(is_current=True)
    if visit is not None:
        wanted |= Q(visits=visit)
    return employer.contacts.filter(wanted).distinct()


def get_adviser_ids(employer):
    """Return the ids of the fixed contact and the further advisers of an employer that passed the gate."""
    further = employer.advisers.values_list("pk", flat=True)
    return [*further, *filter(None, [employer.account_holder_id])]


def get_agreement_names(employer):
    """Return the names to choose from at an agreement: the people there now, and what the desk calls itself."""
    return [*get_current_contacts(employer).values_list("name", flat=True), employer.region.desk]


def get_dossier(employer, *, is_whole):
    """Return all that the dossier of an employer that passed the gate shows, in a fixed number of queries.

    The newest visits and timeline lines only, unless `is_whole`; one more than shown says that there is more.
    """
    most = None if is_whole else MOST_SHOWN
    visits = list(employer.visits.prefetch_related("advisers")[: most and most + 1])
    entries = TimelineEntry.objects.filter(employer=employer).select_related("happened_by", "visit")
    timeline = list(entries[: most and most + 1])
    agreements = list(employer.agreements.select_related("visit", "closed_by").order_by("due_on", "pk"))
    return {
        "contacts": list(get_contacts(employer)),
        "advisers": list(employer.advisers.order_by("name")),
        "visits": visits[:most],
        "timeline": timeline[:most],
        "open_agreements": [one for one in agreements if one.state == AgreementState.OPEN],
        "closed_agreements": [one for one in agreements if one.state != AgreementState.OPEN],
        "placements": list(employer.placements.all()),
        "stage_changes": list(StageChange.objects.filter(employer=employer).select_related("moved_by").reverse()),
        "has_more": most is not None and (len(visits) > most or len(timeline) > most),
    }


def get_keep_until(visit):
    """Return the last day on which a device may keep what was typed at a visit: the shortest term of what it is about."""
    return get_last_day({"visit", "agreement", "checklist", "answer"}, timezone.localdate(visit.planned_at))


def get_pages_until(visit):
    """Return the last day on which a device may keep the pages of a visit, which show contacts too.

    A contact whose day has passed waits for two people to let go; the server shows them until then, and so do the pages.
    """
    today = timezone.localdate()
    contacts = visit.employer.contacts.filter(keep_until__gte=today).values_list("keep_until", flat=True)
    return min([today + timedelta(days=PAGE_DAYS), get_keep_until(visit), *contacts])


def get_steps(visit):
    """Return every step a visit took, the first one first."""
    return VisitStep.objects.filter(visit=visit).select_related("taken_by")


def get_agreements_around(visit):
    """Return (agreements made at this visit, open ones of before) of a visit that passed the gate."""
    rows = list(
        Agreement.objects.filter(employer_id=visit.employer_id)
        .filter(Q(visit=visit) | Q(state=AgreementState.OPEN))
        .select_related("visit")
    )
    return [one for one in rows if one.visit_id == visit.pk], [one for one in rows if one.visit_id != visit.pk]


def get_agenda(user, region):
    """Return what waits for someone in a region that passed the gate: visits to do or to finish, and promises to keep."""
    today = timezone.localdate()
    mine = Visit.objects.filter(employer__region=region, advisers=user).select_related("employer")
    waiting = mine.filter(state__in=[VisitState.PLANNED, VisitState.UNDER_WAY]).order_by("planned_at", "pk")
    ahead = timezone.now() + timedelta(days=AGENDA_DAYS)
    rows = list(waiting.filter(Q(planned_at__lte=ahead) | Q(state=VisitState.UNDER_WAY))[:100])
    promises = Agreement.objects.filter(
        employer__region=region, state=AgreementState.OPEN, due_on__lte=today + timedelta(days=AGENDA_DAYS)
    ).filter(is_kept_by(user))
    return {
        "today": today,
        "under_way": [one for one in rows if one.state == VisitState.UNDER_WAY],
        "late": [one for one in rows if one.state == VisitState.PLANNED and _day(one) < today],
        "due_today": [one for one in rows if one.state == VisitState.PLANNED and _day(one) == today],
        "ahead": [one for one in rows if one.state == VisitState.PLANNED and _day(one) > today],
        "promises": list(promises.select_related("employer").order_by("due_on", "pk")[:100]),
        "come_backs": list(get_come_backs(region, until=today, holder=user)[:100]),
        "hand_overs": list(_get_hand_overs(user, region)[:100]),
    }


def is_kept_by(user):
    """Return the condition under which someone keeps an agreement: as fixed contact, or as who made it where there is none."""
    return Q(employer__account_holder=user) | Q(employer__account_holder=None, created_by=user)


def get_come_backs(region, *, until, holder=None):
    """Return the employers of a region that passed the gate to come back to by a day, the longest ago first."""
    rows = Employer.objects.filter(region=region, come_back_on__lte=until)
    if holder is not None:
        rows = rows.filter(account_holder=holder)
    return rows.select_related("account_holder").defer("search_text", "search").order_by("come_back_on", "pk")


def _get_hand_overs(user, region):
    """Return what was handed to or from someone lately."""
    since = timezone.now() - timedelta(days=HANDED_DAYS)
    rows = HandOver.objects.filter(employer__region=region, handed_at__gte=since)
    return rows.filter(Q(to_user=user) | Q(from_user=user)).select_related(
        "employer", "from_user", "to_user", "handed_by"
    )


def _day(visit):
    return timezone.localdate(visit.planned_at)
