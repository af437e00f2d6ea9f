"""Reading employers; every function asks for whom, or takes a row that passed the gate."""

from employers.models import Employer


def has_employers():
    """Tell whether there is any employer at all; says nothing about which."""
    return Employer.objects.exists()


def has_only_made_up_employers():
    """Tell whether every employer was made by someone of the demo, so that they may be thrown away."""
    return not Employer.objects.exclude(created_by__email__endswith="@voorbeeld.nl").exists()
