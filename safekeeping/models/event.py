"""The trail: who did what, when and in which request. The database itself writes it; nothing in it can be changed."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from regions.access import ScopedQuerySet


class What(models.TextChoices):
    """What was done."""

    INSERT = "insert", "toegevoegd"
    UPDATE = "update", "gewijzigd"
    DELETE = "delete", "verwijderd"
    VIEW = "view", "bekeken"
    DOWNLOAD = "download", "opgehaald"
    EXPORT = "export", "geëxporteerd"


class EventQuerySet(ScopedQuerySet):
    """Events; the region stands on the row itself."""


class Event(models.Model):
    """One thing that someone did. The table is made by migration 0003: Django never empties, alters or drops it.

    It refers to people, employers and regions by number only, so that none of those has to stay for its sake.
    """

    at = models.DateTimeField("wanneer")
    what = models.CharField("wat", max_length=10, choices=What)
    subject = models.CharField("tabel", max_length=60)
    row_id = models.BigIntegerField("rij", null=True)
    columns = ArrayField(models.TextField(), verbose_name="velden", default=list)
    detail = models.JSONField("was en werd", default=dict)
    employer = models.ForeignKey(
        "employers.Employer", models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    region = models.ForeignKey("regions.Region", models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    request_id = models.CharField("verzoek", max_length=80)

    objects = EventQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "safekeeping_event"
        ordering = ["-pk"]
        verbose_name = "regel van het logboek"
        verbose_name_plural = "regels van het logboek"

    def __str__(self):
        return f"{self.subject} {self.row_id} {self.what}"
