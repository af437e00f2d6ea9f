"""What happened to an employer, in order: the timeline of the dossier and the moves through the pipeline."""

from django.conf import settings
from django.db import models

from employers.models.choices import MoveEvent, StageLabel
from employers.models.employer import Employer
from employers.models.visit import Visit


class TimelineKind(models.TextChoices):
    """What an entry tells."""

    CREATED = "created", "Dossier aangemaakt"
    CHANGED = "changed", "Profiel gewijzigd"
    CONTACT_ADDED = "contact_added", "Contactpersoon toegevoegd"
    CONTACT_CHANGED = "contact_changed", "Contactpersoon gewijzigd"
    CONTACT_ERASED = "contact_erased", "Gegevens van een contactpersoon gewist"
    VISIT_PLANNED = "visit_planned", "Bezoek gepland"
    VISIT_CHANGED = "visit_changed", "Bezoek gewijzigd"
    VISIT_STARTED = "visit_started", "Bezoek begonnen"
    VISIT_CONCLUDED = "visit_concluded", "Bezoek afgerond"
    VISIT_REOPENED = "visit_reopened", "Bezoek weer geopend"
    VISIT_CANCELLED = "visit_cancelled", "Bezoek afgezegd"
    VISIT_RESTORED = "visit_restored", "Afgezegd bezoek teruggezet"
    ADVICE_GIVEN = "advice_given", "Advies vastgesteld"
    AGREEMENT_MADE = "agreement_made", "Afspraak gemaakt"
    AGREEMENT_CLOSED = "agreement_closed", "Afspraak afgesloten"
    AGREEMENT_REOPENED = "agreement_reopened", "Afspraak weer geopend"
    STAGE_MOVED = "stage_moved", "Naar een andere stap"
    PLACEMENT_ADDED = "placement_added", "Plaatsing toegevoegd"
    PLACEMENT_CHANGED = "placement_changed", "Plaatsing gewijzigd"
    PLACEMENT_REMOVED = "placement_removed", "Plaatsing verwijderd"
    PLACEMENT_RESTORED = "placement_restored", "Plaatsing teruggezet"
    HANDED_OVER = "handed_over", "Overgedragen aan een andere adviseur"


class TimelineEntry(models.Model):
    """One line of the dossier's timeline; written in the transaction of what it tells, never changed after."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="timeline")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=TimelineKind)
    detail = models.CharField(max_length=300, blank=True)
    happened_at = models.DateTimeField(auto_now_add=True)
    happened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [models.Index(fields=["employer", "-happened_at", "-id"], name="timeline_by_employer")]

    def __str__(self):
        return self.get_kind_display()


class StageChange(models.Model):
    """One move through the pipeline, by an event or by hand with a reason; undoing a move is a new move."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="stage_changes")
    from_stage = models.CharField(max_length=16, choices=StageLabel)
    to_stage = models.CharField(max_length=16, choices=StageLabel)
    event = models.CharField(max_length=16, choices=MoveEvent, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    come_back_on = models.DateField(null=True, blank=True)
    days = models.PositiveIntegerField()  # that the employer was in from_stage
    # The employer's own region, which the database holds; see Visit.
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", editable=False, db_index=False)
    moved_at = models.DateTimeField(auto_now_add=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["moved_at", "pk"]
        indexes = [
            models.Index(fields=["employer", "moved_at"], name="stage_change_by_employer"),
            models.Index(
                fields=["region", "moved_at"],
                include=["employer", "from_stage", "to_stage", "days"],
                name="stage_change_in_region",
            ),
        ]

    def __str__(self):
        return f"{self.from_stage} > {self.to_stage}"
