"""The word list of the privacy guard, which is the administrator's, and counts of what it said; never contents."""

from django.core.exceptions import ValidationError
from django.db import models

from safekeeping.privacy import Kind, is_usable


class WordKind(models.TextChoices):
    """The kinds of privacy/wording.py with their Dutch words."""

    DIAGNOSIS = Kind.DIAGNOSIS.value, "Diagnose: altijd een waarschuwing, behalve over een groep"
    HEALTH = Kind.HEALTH.value, "Gezondheid: een waarschuwing als de zin over één persoon gaat"
    PERSON = Kind.PERSON.value, "Wijst een persoon aan"
    ROLE = Kind.ROLE.value, "Wijst iemand aan met zijn werk"
    GROUP = Kind.GROUP.value, "Maakt dat een zin over een groep gaat"
    BIRTH = Kind.BIRTH.value, "Kondigt een geboortedatum aan"
    DATE_EXCUSE = Kind.DATE_EXCUSE.value, "Hierbij is een oude datum geen geboortedatum"
    BSN = Kind.BSN.value, "Kondigt een BSN aan"
    OTHER_NUMBER = Kind.OTHER_NUMBER.value, "Kondigt een ander nummer aan"
    FIRST_NAME = Kind.FIRST_NAME.value, "Voornaam"


def check_usable(word):
    """Refuse a word that the guard cannot search for."""
    if not is_usable(word):
        raise ValidationError(
            "Gebruik letters, cijfers, spaties en streepjes, en hoogstens een * aan het begin of eind."
        )


class PrivacyWord(models.Model):
    """One word the guard knows; loaded from fixtures/privacy_words.json once, after that the administrator's."""

    word = models.CharField("woord", max_length=60, validators=[check_usable])
    kind = models.CharField("soort", max_length=12, choices=WordKind)
    neutral = models.CharField("zeg liever", max_length=60, blank=True)
    is_active = models.BooleanField("in gebruik", default=True)

    class Meta:
        verbose_name = "woord van de privacywacht"
        verbose_name_plural = "woorden van de privacywacht"
        ordering = ["kind", "word"]
        constraints = [models.UniqueConstraint(fields=["word", "kind"], name="one_privacy_word_per_kind")]

    def __str__(self):
        return self.word


class Outcome(models.TextChoices):
    """What became of a text the guard spoke about."""

    REFUSED = "refused", "Geweigerd (BSN)"
    WARNED = "warned", "Gewaarschuwd"
    NEUTRAL = "neutral", "Neutrale tekst bewaard"
    KEPT = "kept", "Toch bewaard"


class PrivacyCount(models.Model):
    """How often the guard spoke on one day about one field; what stood there and who typed it is kept nowhere."""

    day = models.DateField("dag")
    field = models.CharField("veld", max_length=60)
    kind = models.CharField("soort", max_length=6)
    outcome = models.CharField("afloop", max_length=7, choices=Outcome)
    number = models.PositiveIntegerField("aantal", default=0)

    class Meta:
        verbose_name = "telling van de privacywacht"
        verbose_name_plural = "tellingen van de privacywacht"
        ordering = ["-day", "field", "kind", "outcome"]
        constraints = [
            models.UniqueConstraint(fields=["day", "field", "kind", "outcome"], name="one_privacy_count_per_day")
        ]

    def __str__(self):
        return f"{self.day} {self.field} {self.kind} {self.outcome}: {self.number}"
