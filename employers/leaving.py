"""What someone has in hand in a region, which goes to a colleague before they lose the right to work there."""

from employers.models import Agreement, AgreementState, Employer, OpenWork, Visit, VisitState
from employers.queries import is_kept_by

OPEN_VISITS = [VisitState.PLANNED, VisitState.UNDER_WAY]


def get_employers_of(user, region):
    """Return the employers that need another fixed contact when someone leaves: theirs, and those only they keep a promise to."""
    promised = Agreement.objects.filter(employer__region=region, state=AgreementState.OPEN).filter(is_kept_by(user))
    return Employer.objects.filter(region=region, account_holder=user) | Employer.objects.filter(
        pk__in=promised.values("employer_id")
    )


def get_visits_of(user, region):
    """Return the visits that someone still has to do or to finish."""
    return Visit.objects.filter(employer__region=region, state__in=OPEN_VISITS, advisers=user)


def count_open_work(user, region):
    """Return {what it is: how many} of someone's work in a region; for regions.work."""
    promises = Agreement.objects.filter(employer__region=region, state=AgreementState.OPEN).filter(is_kept_by(user))
    return {
        OpenWork.EMPLOYERS.label: Employer.objects.filter(region=region, account_holder=user).count(),
        OpenWork.VISITS.label: get_visits_of(user, region).count(),
        OpenWork.AGREEMENTS.label: promises.count(),
    }
