"""Which employers are behind a figure: for each kind of figure the rows it counts, and what it can be narrowed down by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate

from employers.figures.measuring import within
from employers.figures.standing import BORDER, HIGH, LOW, get_waiting
from employers.models import Agreement, AgreementState, Employer, Placement, StageChange, Visit
from employers.stages import TRACK

NOT_KNOWN = "onbekend"  # in an address: what is not known, or not assessed yet
ONWARD, BACK = "verder", "terug"


@dataclass(frozen=True)
class Source:
    """The rows that one kind of figure counts; each is an employer or belongs to one."""

    find: Callable  # (region, period, today) -> queryset
    # Name in an address -> (value) -> condition; a key of several names takes the value of each, and counts with all of them.
    options: Mapping = field(default_factory=dict)
    path: str = "employer_id"  # from a row to the number of its employer
    has_period: bool = True

    def pick(self, asked):
        """Return what of {name: value} narrows this kind of figure down."""
        return {name: asked[name] for names in self._read(asked) for name in names}

    def narrow(self, asked):
        """Return the condition of what was picked."""
        return Q(*(self.options[key](*(asked[name] for name in names)) for names, key in self._read(asked).items()))

    def _read(self, asked):
        """Return {names: key of the option} of every option that has all its names."""
        options = {key if isinstance(key, tuple) else (key,): key for key in self.options}
        return {names: key for names, key in options.items() if all(asked.get(name) for name in names)}


def exactly(column):
    """Return a function (value) -> condition that a column has this value; "not known" is the empty one."""
    return lambda value: Q(**{column: "" if value == NOT_KNOWN else value})


def _side(side, low, high):
    zones = {
        LOW: Q(**{f"{side}__lt": low}),
        HIGH: Q(**{f"{side}__gte": high}),
        BORDER: Q(**{f"{side}__gte": low, f"{side}__lt": high}),
    }
    return lambda value: ~Q(profile="") & zones.get(value, Q(**{side: None}))


def _direction(value):
    """Return the condition that a move goes on or back along the pipeline, or to the one stage that is named."""
    if value not in (ONWARD, BACK):
        return Q(to_stage=value)
    condition = Q(pk__in=[])
    for place, stage in enumerate(TRACK):
        targets = TRACK[place + 1 :] if value == ONWARD else TRACK[:place]
        condition |= Q(from_stage=stage.value, to_stage__in=[other.value for other in targets])
    return condition


def _visits(column):
    return lambda region, period, today: Visit.objects.filter(within(column, period), region=region)


def _agreements(column, **conditions):
    return lambda region, period, today: Agreement.objects.filter(
        within(column, period, is_moment=True), region=region, **conditions
    )


def _open_agreements(region, period, today):
    return Agreement.objects.filter(region=region, state=AgreementState.OPEN)


def _kept_in_time(region, period, today):
    rows = _agreements("closed_at", state=AgreementState.DONE)(region, period, today)
    return rows.annotate(closed_on=TruncDate("closed_at")).filter(closed_on__lte=F("due_on"))


def _employers(column, **options):
    return lambda region, period, today: Employer.objects.filter(within(column, period, **options), region=region)


def _lasting(region, period, today):
    return Placement.objects.filter(within("started_on", period, also=period.step(-7)), region=region)


def _placements(region, period, today):
    return Placement.objects.filter(within("started_on", period), region=region)


def _moves(region, period, today):
    return StageChange.objects.filter(within("moved_at", period, is_moment=True), region=region)


def _every_employer(region, period, today):
    return Employer.objects.filter(region=region)


def _assessed(region, period, today):
    return Employer.objects.filter(region=region).exclude(profile="")


def _well_known(region, period, today):
    return Employer.objects.filter(region=region, target_group_employees__isnull=False).exclude(size_class="")


def _late(region, period, today):
    return _open_agreements(region, period, today).filter(due_on__lt=today)


_WHO = {"profiel": exactly("profile"), "remt": exactly("lowest_determinant")}
_SIZE = {"grootte": exactly("size_class")}
_KNOWN = {"heeft": lambda value: Q(target_group_employees__gt=0) if value == "ja" else Q(target_group_employees=0)}
_OF_A_PERIOD = {
    "bezoek": Source(_visits("held_on"), _WHO | {"adviseur": lambda value: Q(advisers=value)}),
    "advies": Source(_visits("advised_on"), {"adviseur": lambda value: Q(advised_by=value)}),
    "afspraak": Source(_agreements("created_at")),
    "nagekomen": Source(_agreements("closed_at", state=AgreementState.DONE)),
    "optijd": Source(_kept_in_time),
    "dossier": Source(_employers("created_at", is_moment=True), path="pk"),
    "eerste": Source(_employers("first_visit_on"), path="pk"),
    "plaatsing": Source(_placements, {"vorm": exactly("form")}),
    "gebleven": Source(_lasting, {"na6": exactly("after_6_months"), "na12": exactly("after_12_months")}),
    "stap": Source(_moves, {"van": exactly("from_stage"), "naar": _direction}),
}
_OF_TODAY = {
    "open": Source(_open_agreements, has_period=False),
    "telaat": Source(_late, has_period=False),
    "wacht": Source(lambda region, period, today: get_waiting(region), path="pk", has_period=False),
    "doelgroep": Source(_well_known, _SIZE | _KNOWN, "pk", has_period=False),
}


def get_sources(*, low, high):
    """Return every Source by its name in an address; a side below `low` is low, from `high` on it is high."""
    standing = _WHO | _SIZE | {"sector": exactly("sbi_section")}
    standing |= {"willen": _side("willen", low, high), "kunnen": _side("kunnen", low, high)}
    return {
        **_OF_A_PERIOD,
        **_OF_TODAY,
        "stand": Source(_every_employer, standing, "pk", has_period=False),
        "beoordeeld": Source(_assessed, standing, "pk", has_period=False),
    }


def get_things(source, region, *, period, today, options):
    """Return the rows behind a figure of a region that passed the gate; `options` are those the source picked."""
    return source.find(region, period, today).filter(source.narrow(options)).order_by()


@dataclass(frozen=True)
class Behind:
    """What is behind a figure: how many rows it counts, and the employers they belong to, each once."""

    times: int
    employers: QuerySet
    number: int  # of the employers


def find_behind(source, region, things):
    """Return what is Behind the rows of a figure of a region that passed the gate."""
    employers = Employer.objects.filter(region=region, pk__in=things.values(source.path))
    if source.path == "pk":
        number = times = things.count()
    else:
        counted = things.aggregate(times=Count("pk"), number=Count(source.path, distinct=True))
        times, number = counted["times"], counted["number"]
    return Behind(times, employers, number)
