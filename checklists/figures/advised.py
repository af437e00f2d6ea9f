"""Which instruments were advised in a region that passed the gate (None: the country), and who started there after."""

from dataclasses import dataclass

from django.db.models import F, Q

from checklists.models import AdvisedInstrument
from employers.figures.behind import Source
from employers.figures.measuring import read_rows, within
from employers.models import PlacementForm

# Instruments that are a form of placing themselves: then a placement in that form shows that it was used.
FORMS = {
    "proefplaatsing-uwv": PlacementForm.TRIAL,
    "proefplaats-gemeente": PlacementForm.TRIAL,
    "werkervaringsplaats": PlacementForm.WORK_EXPERIENCE,
    "detachering-individueel": PlacementForm.SECONDED,
    "groepsdetachering": PlacementForm.SECONDED,
    "beschut-werk": PlacementForm.SHELTERED,
    "social-return": PlacementForm.SROI,
    "bbl": PlacementForm.TRAINING,
    "praktijkleren": PlacementForm.TRAINING,
}
# Who started after an advice of this quarter started after its first day, which leaves few placements to look at; and only
# the first advice of a quarter counts an employer, so that counting employers is counting rows.
_ADVISED = """
WITH advised AS NOT MATERIALIZED (
    SELECT slug, employer_id, given_on FROM checklists_advisedinstrument
     WHERE {here} AND given_on >= %(start)s AND given_on < %(end)s AND is_first
), placed AS (
    SELECT employer_id, form, max(started_on) AS started_on FROM employers_placement
     WHERE {here} AND started_on >= %(start)s GROUP BY employer_id, form
), followed AS (
    SELECT advised.slug, advised.employer_id, bool_or(placed.form = shown.form) AS in_form
      FROM advised JOIN placed ON placed.employer_id = advised.employer_id AND placed.started_on >= advised.given_on
      LEFT JOIN unnest(%(slugs)s::text[], %(forms)s::text[]) AS shown (slug, form) ON shown.slug = advised.slug
     GROUP BY advised.slug, advised.employer_id
)
SELECT slug, employers, COALESCE(started, 0) AS started, COALESCE(in_form, 0) AS in_form
  FROM (SELECT slug, count(*) AS employers FROM advised GROUP BY slug) AS everyone
  LEFT JOIN (SELECT slug, count(*) AS started, count(*) FILTER (WHERE in_form) AS in_form FROM followed GROUP BY slug) AS later
 USING (slug)
"""
_LATER = Q(employer__placements__started_on__gte=F("given_on"))


@dataclass(frozen=True)
class Advised:
    """One instrument: the employers it was advised to, those where someone started after, and those in that very form."""

    slug: str
    employers: int
    started: int
    in_form: int | None  # None when the instrument is no form of placing


def count_advised(region, quarter):
    """Return an Advised of each instrument that was advised in a quarter, the most advised first."""
    forms = {"slugs": list(FORMS), "forms": [form.value for form in FORMS.values()]}
    rows = read_rows(_ADVISED, region, start=quarter.start, end=quarter.end, **forms)
    found = [Advised(**{**row, "in_form": row["in_form"] if row["slug"] in FORMS else None}) for row in rows]
    return sorted(found, key=lambda row: (-row.employers, row.slug))


def _followed(value):
    if value == "vorm":
        condition = Q(pk__in=[])
        for slug, form in FORMS.items():
            condition |= Q(slug=slug, employer__placements__form=form)
        return _LATER & condition
    return _LATER


SOURCE = Source(
    lambda region, period, today: AdvisedInstrument.objects.filter(within("given_on", period), region=region),
    {"instrument": lambda slug: Q(slug=slug), "daarna": _followed},
)
