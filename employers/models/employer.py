"""An employer as a region knows it, and the people we speak there."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from employers.models.choices import DeterminantLabel, ProfileLabel, SbiSection, Sector, SizeClass, StageLabel
from regions.access import ScopedQuerySet

KVK_NUMBER = RegexValidator(r"^[0-9]{8}\Z", "Een KVK-nummer heeft precies 8 cijfers, bijvoorbeeld 12345678.")
BRANCH_NUMBER = RegexValidator(
    r"^[0-9]{12}\Z", "Een vestigingsnummer heeft precies 12 cijfers, bijvoorbeeld 000012345678."
)

SIZE_BY_EMPLOYEES = Case(
    When(employees__lt=20, then=Value(SizeClass.SMALL.value)),
    When(employees__lte=100, then=Value(SizeClass.MEDIUM.value)),
    When(employees__gt=100, then=Value(SizeClass.LARGE.value)),
    default=Value(""),
)


class EmployerQuerySet(ScopedQuerySet):
    """Employers; the region stands on the row itself."""


class Employer(models.Model):
    """One establishment of an employer in one region."""

    region = models.ForeignKey(  # many an index below begins with it: one of its own would only be kept for nothing
        "regions.Region", models.PROTECT, related_name="employers", verbose_name="regio", db_index=False
    )
    name = models.CharField("naam", max_length=160)
    kvk_number = models.CharField("KVK-nummer", max_length=8, validators=[KVK_NUMBER])
    branch_number = models.CharField("vestigingsnummer", max_length=12, blank=True, validators=[BRANCH_NUMBER])
    street = models.CharField("straat en huisnummer", max_length=120, blank=True)
    postcode = models.CharField("postcode", max_length=7, blank=True)
    city = models.CharField("plaats", max_length=80)
    municipality = models.ForeignKey(
        "regions.Municipality", models.PROTECT, null=True, blank=True, verbose_name="gemeente"
    )
    website = models.URLField("website", max_length=200, blank=True)

    sector = models.CharField("overheid of markt", max_length=10, choices=Sector, default=Sector.MARKET)
    sbi_section = models.CharField("sector (SBI)", max_length=1, choices=SbiSection)
    employees = models.PositiveIntegerField("aantal medewerkers", null=True, blank=True)
    size_class = models.GeneratedField(
        expression=SIZE_BY_EMPLOYEES,
        output_field=models.CharField("grootte", max_length=6, choices=SizeClass),
        db_persist=True,
    )
    collective_agreement = models.CharField("cao", max_length=120, blank=True)
    vacancies = models.PositiveIntegerField("openstaande vacatures", null=True, blank=True)
    hard_vacancies = models.PositiveIntegerField("waarvan moeilijk te vervullen", null=True, blank=True)
    expects_growth = models.BooleanField("verwacht groei", null=True, blank=True)
    has_sroi_obligation = models.BooleanField("heeft een SROI-verplichting", null=True, blank=True)
    has_csr_policy = models.BooleanField("heeft MVO-beleid", null=True, blank=True)
    target_group_employees = models.PositiveIntegerField(
        "medewerkers uit de doelgroep",
        null=True,
        blank=True,
        help_text="Alleen het aantal. Schrijf hier nooit iets over een persoon op.",
    )
    knows_desk = models.BooleanField("kent onze dienstverlening", null=True, blank=True)
    uses_desk = models.BooleanField("maakt gebruik van onze dienstverlening", null=True, blank=True)
    is_ambassador = models.BooleanField("is ambassadeur", default=False)

    account_holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accounts",
        verbose_name="vaste contactpersoon (accounthouder)",
    )
    advisers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="advised_employers", verbose_name="andere adviseurs"
    )

    stage = models.CharField("stap", max_length=16, choices=StageLabel, default=StageLabel.NEW)
    # Only employers.actions writes the rest of this block, in the transaction of what it tells.
    previous_stage = models.CharField("vorige stap", max_length=16, choices=StageLabel, blank=True)
    stage_since_on = models.DateField("in deze stap sinds", default=timezone.localdate)
    come_back_on = models.DateField("terugkomen op", null=True, blank=True)
    first_visit_on = models.DateField("eerste bezoek", null=True, blank=True)
    last_visit_on = models.DateField("laatste bezoek", null=True, blank=True)
    last_contact_on = models.DateField("laatste contact", default=timezone.localdate)
    next_due_on = models.DateField("eerste open afspraak", null=True, blank=True)
    # What the pipeline knows of the last concluded assessment; only employers.actions.record_assessment writes these.
    willen = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    kunnen = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    profile = models.CharField("profiel", max_length=5, choices=ProfileLabel, blank=True)
    lowest_determinant = models.CharField(
        "wat het meest tegenhoudt", max_length=3, choices=DeterminantLabel, blank=True
    )
    assessed_on = models.DateField("beoordeeld op", null=True, blank=True)

    name_key = models.CharField(max_length=200, db_collation="C", editable=False)
    search_text = models.TextField(editable=False)
    # Every word begins with the number of the region ("12rbakker"): the index then finds the words of this region, where a
    # common word would else find a tenth of the country first.
    search = models.GeneratedField(
        expression=SearchVector(
            Func(
                F("search_text"),
                Value(r"(\S+)"),
                Concat(Cast("region", models.TextField()), Value(r"r\1"), output_field=models.TextField()),
                Value("g"),
                function="regexp_replace",
                output_field=models.TextField(),
            ),
            config="simple",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        verbose_name = "werkgever"
        ordering = ["name_key", "pk"]
        indexes = [
            models.Index(fields=["region", "name_key", "id"], name="employer_by_name"),
            models.Index(fields=["region", "stage", "name_key", "id"], name="employer_by_stage"),
            models.Index(  # the board: each column by how long a card waits, and its sums without reading the rows
                fields=["region", "stage", "stage_since_on", "id"],
                include=["next_due_on", "vacancies", "last_contact_on"],
                name="employer_by_wait",
            ),
            models.Index(  # the table, by how long each waits; who is silent or late is sifted out before a row is read
                fields=["region", "stage_since_on", "id"],
                include=["last_contact_on", "next_due_on"],
                name="employer_by_since",
            ),
            models.Index(
                fields=["region", "next_due_on"], condition=Q(next_due_on__isnull=False), name="employer_by_due"
            ),
            models.Index(
                fields=["region", "come_back_on"], condition=Q(come_back_on__isnull=False), name="employer_by_return"
            ),
            models.Index(fields=["region", "account_holder", "name_key", "id"], name="employer_by_holder"),
            GinIndex(fields=["search"], name="employer_search"),
            models.Index(  # the figures of a region: all of them from the index alone
                fields=["region", "profile", "sbi_section", "size_class"],
                include=["lowest_determinant", "willen", "kunnen", "target_group_employees", "stage"],
                name="employer_for_figures",
            ),
            models.Index(
                fields=["region", "first_visit_on"],
                include=["id", "created_at", "stage"],
                name="employer_by_first_visit",
            ),
            models.Index(fields=["region", "created_at"], include=["id"], name="employer_by_creation"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kvk_number", "branch_number"], name="one_employer_per_region_kvk_branch"
            ),
            # What the keys of two columns of visits, agreements, placements and moves point at: their region is this one.
            models.UniqueConstraint(fields=["id", "region"], name="employer_with_its_region"),
            models.CheckConstraint(condition=Q(kvk_number__regex=r"^\d{8}$"), name="kvk_number_has_8_digits"),
            models.CheckConstraint(
                condition=Q(branch_number="") | Q(branch_number__regex=r"^\d{12}$"), name="branch_number_has_12_digits"
            ),
            models.CheckConstraint(
                condition=Q(hard_vacancies=None) | Q(vacancies=None) | Q(hard_vacancies__lte=F("vacancies")),
                name="hard_vacancies_never_more_than_vacancies",
            ),
            models.CheckConstraint(
                condition=Q(target_group_employees=None)
                | Q(employees=None)
                | Q(target_group_employees__lte=F("employees")),
                name="target_group_never_more_than_employees",
            ),
            models.CheckConstraint(
                condition=Q(stage=StageLabel.NOT_NOW.value, come_back_on__isnull=False)
                | (~Q(stage=StageLabel.NOT_NOW.value) & Q(come_back_on=None)),
                name="not_now_says_when_to_come_back",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def size_label(self):
        """Return the size class in words, empty when the number of employees is not known."""
        return SizeClass(self.size_class).label if self.size_class else ""


class ContactQuerySet(ScopedQuerySet):
    region_path = "employer__region"


class Contact(models.Model):
    """Someone we speak at an employer; kept until `keep_until` and no longer."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="contacts")
    name = models.CharField("naam", max_length=120)
    job_title = models.CharField("functie", max_length=120, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoon", max_length=20, blank=True)
    keep_until = models.DateField("bewaren tot")
    is_current = models.BooleanField("werkt hier nog", default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contactpersoon"
        verbose_name_plural = "contactpersonen"
        ordering = ["-is_current", "name", "pk"]

    def __str__(self):
        return f"{self.name} ({self.job_title})" if self.job_title else self.name
