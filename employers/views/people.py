"""The people we speak at an employer."""

import copy

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from employers import actions, queries
from employers.forms import ContactForm
from employers.views.context import employer_context
from regions.access import EDIT
from regions.undoing import say_with_undo


@require_http_methods(["GET", "POST"])
def add_contact(request, pk):
    """Add someone we speak at an employer."""
    employer = queries.get_employer(request.user, pk, EDIT)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.add_contact(by=request.user, employer=employer, fields=form.cleaned_data)
        messages.success(request, "De contactpersoon is toegevoegd.")
        return redirect("employers:detail", pk=pk)
    return _show(request, employer, form)


@require_http_methods(["GET", "POST"])
def edit_contact(request, pk):
    """Change what we know of a contact, or say that they left."""
    contact = queries.get_contact(request.user, pk, EDIT)
    form = ContactForm(request.POST if request.method == "POST" else None, instance=copy.copy(contact))
    if form.is_valid():
        actions.change_contact(by=request.user, contact=copy.copy(contact), fields=form.cleaned_data)
        if contact.is_current and not form.cleaned_data["is_current"]:
            url = reverse("employers:contact_returns", args=[pk])
            sentence = f"Opgeslagen: {form.cleaned_data['name']} werkt hier niet meer."
            say_with_undo(request, sentence, url=url, label="Toch wel")
        else:
            messages.success(request, "De contactpersoon is opgeslagen.")
        return redirect("employers:detail", pk=contact.employer_id)
    return _show(request, contact.employer, form, contact)


@require_POST
def contact_returns(request, pk):
    """Take back that a contact left; nothing changes for one who did not."""
    contact = queries.get_contact(request.user, pk, EDIT)
    if not contact.is_current:
        actions.change_contact(by=request.user, contact=contact, fields={"is_current": True})
    messages.success(request, f"{contact.name} staat weer bij de mensen die hier werken.")
    return redirect("employers:detail", pk=contact.employer_id)


def _show(request, employer, form, contact=None):
    context = employer_context(request, employer) | {"form": form, "contact": contact}
    return render(request, "employers/contact_form.html", context, status=422 if form.is_bound else 200)
