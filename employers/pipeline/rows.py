"""Which employers of a region fit the filters, in which order, and what a card, a line or an export says of each."""

import functools
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q

from employers.models import DeterminantLabel, Employer, ProfileLabel, SbiSection, SizeClass, StageLabel
from employers.stages import Stage, get_moves

# Name of an order -> the columns it sorts by; the key at the end makes every order complete.
ORDERS = {
    "wacht": ("stage_since_on", "pk"),
    "naam": ("name_key", "pk"),
    "stil": ("last_contact_on", "pk"),
    "afspraak": (F("next_due_on").asc(nulls_last=True), "pk"),
}
COLUMNS = (
    "pk",
    "name",
    "city",
    "kvk_number",
    "municipality__name",
    "sbi_section",
    "size_class",
    "employees",
    "vacancies",
    "stage",
    "previous_stage",
    "stage_since_on",
    "come_back_on",
    "last_visit_on",
    "last_contact_on",
    "next_due_on",
    "profile",
    "lowest_determinant",
    "assessed_on",
    "account_holder__name",
)


def get_rows(region, *, today, filters, order="wacht"):
    """Return the employers of a region that passed the gate that fit `filters` (see PipelineForm.get_filters)."""
    rows = Employer.objects.filter(region=region, **filters.get("exact", {}))
    adviser = filters.get("adviser")
    if adviser == "nobody":
        rows = rows.filter(account_holder=None)
    elif adviser is not None:
        further = Employer.advisers.through.objects.filter(user_id=adviser).values("employer_id")
        rows = rows.filter(Q(account_holder_id=adviser) | Q(pk__in=further))
    if filters.get("silent_days") is not None:
        rows = rows.filter(last_contact_on__lte=today - timedelta(days=filters["silent_days"]))
    if filters.get("is_overdue"):
        rows = rows.filter(next_due_on__lt=today)
    return rows.order_by(*ORDERS[order])


@dataclass(frozen=True)
class Row:
    """One employer in the pipeline, with its codes in words and its dates as days."""

    today: date
    values: dict

    def __getattr__(self, name):
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def holder(self):
        """Return the name of the fixed contact, empty when there is none."""
        return self.values["account_holder__name"] or ""

    @property
    def stage_label(self):
        return StageLabel(self.stage).label

    @property
    def profile_label(self):
        return ProfileLabel(self.profile).label if self.profile else ""

    @property
    def lowest_label(self):
        return DeterminantLabel(self.lowest_determinant).label if self.lowest_determinant else ""

    @property
    def sbi_label(self):
        return SbiSection(self.sbi_section).label

    @property
    def size_label(self):
        return SizeClass(self.size_class).label if self.size_class else ""

    @property
    def days_in_stage(self):
        return max((self.today - self.stage_since_on).days, 0)

    @property
    def days_silent(self):
        return max((self.today - self.last_contact_on).days, 0)

    @property
    def is_overdue(self):
        return self.next_due_on is not None and self.next_due_on < self.today

    @property
    def is_due_back(self):
        return self.come_back_on is not None and self.come_back_on <= self.today

    @property
    def moves(self):
        """Return the stages this employer may be moved to by hand; a "!" says that the move needs a reason."""
        return _describe_moves(self.stage, self.previous_stage)


@functools.cache
def _describe_moves(stage, previous):
    moves = get_moves(Stage(stage), previous or None)
    return " ".join(f"{to}!" if move.needs_reason else to for to, move in moves.items())


def make_rows(employers, *, today):
    """Yield a Row for each employer of a queryset, asking only for what a row says."""
    for values in employers.values(*COLUMNS):
        yield Row(today, values)
