"""The doors of employers, their people, visits and agreements; the region stands in the address, never in the session."""

from django.urls import path

from employers.views import (
    agreements,
    employers,
    facts,
    follow_up,
    leaving,
    moving,
    people,
    persons,
    pipeline,
    placements,
    visits,
)

app_name = "employers"


urlpatterns = [
    path("regio/<slug:slug>/vandaag/", employers.today, name="today"),
    path("regio/<slug:slug>/pijplijn/", pipeline.pipeline, name="pipeline"),
    path("regio/<slug:slug>/pijplijn/kaarten/<slug:stage>/", pipeline.pipeline_cards, name="pipeline_cards"),
    path("regio/<slug:slug>/leden/<int:pk>/werk-overdragen/", leaving.hand_over_work, name="hand_over_work"),
    path("regio/<slug:slug>/pijplijn/overdragen/", pipeline.hand_over, name="hand_over"),
    path("regio/<slug:slug>/pijplijn.csv", pipeline.export, {"kind": "csv"}, name="pipeline_csv"),
    path("regio/<slug:slug>/pijplijn.xlsx", pipeline.export, {"kind": "xlsx"}, name="pipeline_xlsx"),
    path("regio/<slug:slug>/werkgevers/", employers.listing, name="list"),
    path("regio/<slug:slug>/werkgevers/nieuw/", employers.create, name="create"),
    path("regio/<slug:slug>/arbeidsmarkt/", facts.facts, name="facts"),
    path("regio/<slug:slug>/arbeidsmarkt/inlezen/", facts.import_facts, name="import_facts"),
    path("regio/<slug:slug>/arbeidsmarkt/<int:pk>/verwijderen/", facts.remove_fact, name="remove_fact"),
    path("werkgevers/<int:pk>/", employers.detail, name="detail"),
    path("werkgevers/<int:pk>/wie-deed-wat/", persons.trail, name="trail"),
    path("werkgevers/<int:pk>/wijzigen/", employers.edit, name="edit"),
    path("werkgevers/<int:pk>/stap/", moving.move, name="move"),
    path("werkgevers/<int:pk>/contactpersonen/nieuw/", people.add_contact, name="add_contact"),
    path("contactpersonen/<int:pk>/wijzigen/", people.edit_contact, name="edit_contact"),
    path("contactpersonen/<int:pk>/gegevens/", persons.contact_about, name="contact_about"),
    path("contactpersonen/<int:pk>/gegevens.json", persons.contact_json, name="contact_json"),
    path("contactpersonen/<int:pk>/gegevens.pdf", persons.contact_pdf, name="contact_pdf"),
    path("contactpersonen/<int:pk>/wissen/", persons.erase_contact, name="erase_contact"),
    path("werkgevers/<int:pk>/plaatsingen/nieuw/", placements.add_placement, name="add_placement"),
    path("plaatsingen/<int:pk>/wijzigen/", placements.edit_placement, name="edit_placement"),
    path("werkgevers/<int:pk>/bezoek-plannen/", visits.plan_visit, name="plan_visit"),
    path("bezoeken/<int:pk>/", visits.visit, name="visit"),
    path("bezoeken/<int:pk>/wijzigen/", visits.edit_visit, name="edit_visit"),
    path("bezoeken/<int:pk>/afzeggen/", visits.cancel_visit, name="cancel_visit"),
    path("bezoeken/<int:pk>/terugzetten/", visits.restore_visit, name="restore_visit"),
    path("bezoeken/<int:pk>/afspraken/", agreements.agreements, name="agreements"),
    path("werkgevers/<int:pk>/afspraken/nieuw/", agreements.add_agreement, name="add_agreement"),
    path("afspraken/<int:pk>/afsluiten/", agreements.close_agreement, name="close_agreement"),
    path("regio/<slug:slug>/afspraken/", follow_up.follow_up, name="follow_up"),
    path("afspraken/<int:pk>/gedaan/", follow_up.finish_agreement, name="finish_agreement"),
    path("afspraken/<int:pk>/heropenen/", follow_up.reopen_agreement, name="reopen_agreement"),
    path("afspraken/<int:pk>/afspraak.ics", follow_up.agreement_calendar, name="agreement_calendar"),
    path("bezoeken/<int:pk>/bezoek.ics", follow_up.visit_calendar, name="visit_calendar"),
    path("agenda/", follow_up.my_calendar, name="my_calendar"),
    path("agenda/intrekken/", follow_up.revoke_calendar, name="revoke_calendar"),
    path("agenda/<str:token>.ics", follow_up.calendar_feed, name="calendar_feed"),
]
