"""Reading the calculations that were kept with a visit; every function takes a row that passed the gate."""

from checklists.models import Scenario


def get_scenarios(visit):
    """Return the calculations kept with a visit, oldest first, without those taken away again."""
    return list(Scenario.objects.filter(visit=visit, withdrawn_at=None).select_related("calculated_by"))


def get_scenario(visit, pk):
    """Return one calculation kept with a visit, or None."""
    return Scenario.objects.filter(visit=visit, withdrawn_at=None, pk=pk).first()


def get_withdrawn_scenario(visit, pk):
    """Return one calculation that was taken away from a visit, or None."""
    return Scenario.objects.filter(visit=visit, withdrawn_at__isnull=False, pk=pk).first()
