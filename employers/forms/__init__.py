"""What people type about employers, the people there, visits and agreements."""

from employers.forms.agreement import AgreementForm, CloseAgreementForm
from employers.forms.contact import ContactForm
from employers.forms.employer import EmployerForm
from employers.forms.pipeline import HandOverForm, MoveForm
from employers.forms.placement import PlacementEntryForm
from employers.forms.search import ListForm
from employers.forms.visit import CancelForm, VisitForm

__all__ = [
    "AgreementForm",
    "CancelForm",
    "CloseAgreementForm",
    "ContactForm",
    "EmployerForm",
    "HandOverForm",
    "ListForm",
    "MoveForm",
    "PlacementEntryForm",
    "VisitForm",
]
