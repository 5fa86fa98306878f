"""Shape of the files in ``data/catalogue/``; documented in docs/adding-an-indicator.md."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
IndicatorCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-[A-Z0-9]{2,4}-\d{2}$")]
TaskLevel = Literal["gmina", "powiat", "oba"]
Dimension = Literal["ilosc", "jakosc", "dostepnosc", "efektywnosc", "kontekst"]
Polarity = Literal["up", "down", "none"]
Chance = Literal["proportion", "rate"]


class Part(BaseModel):
    """Base of all parts: unknown fields are an error, so that a typo does not pass."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Bilingual(Part):
    """A text in both languages."""

    pl: Text
    en: Text


class Bdl(Part):
    """Where a variable is found in the GUS Local Data Bank.

    Attributes:
        id: variable id of the BDL API, where known.
        subject: subject code (P1944), which stands in the name of an export file.
        headings: column headings of the web export that mean this variable, without year and
            unit, parts joined by ``;`` as in the file.
        zero_is_missing: the export writes 0 where a unit did not report.
    """

    id: int | None = None
    subject: Annotated[str, StringConstraints(pattern=r"^P\d{1,5}$")] | None = None
    headings: tuple[Text, ...] = ()
    zero_is_missing: bool = False


class VariableCard(Part):
    """A base variable: a count, an amount or an area that formulas use."""

    code: Name
    name: Bilingual
    unit: Bilingual
    decimals: int = Field(ge=0, le=6, default=0)
    level: TaskLevel
    additive: bool = Field(default=True, description="values of gminas add up to their powiat")
    source: Bilingual
    reference_date: Bilingual
    bdl: Bdl | None = None


class Break(Part):
    """A break in a series: values before and from ``year`` are not compared."""

    year: int = Field(ge=1990, le=2100)
    reason: Bilingual


class Formula(Part):
    """value = multiplier x numerator / denominator; both are expressions over variable codes."""

    numerator: Text
    denominator: Text | None = None
    multiplier: float = 1.0
    numerator_label: Bilingual = Field(description="in words, fit to stand in a fraction")
    denominator_label: Bilingual | None = None

    @model_validator(mode="after")
    def _labels_match(self) -> "Formula":
        if (self.denominator is None) != (self.denominator_label is None):
            message = "denominator and denominator_label go together"
            raise ValueError(message)
        return self


class IndicatorCard(Part):
    """The full card of an indicator."""

    code: IndicatorCode
    service: Slug
    name: Bilingual
    short_name: Bilingual = Field(description="fits a KPI card: at most about 40 characters")
    definition: Bilingual = Field(description="what it measures, one or two sentences")
    reading: Bilingual = Field(description="how to read it: what a high or low value may mean")
    caveats: Bilingual = Field(description="what it does not show")
    formula: Formula
    chance: Chance | None = Field(
        default=None,
        description="proportion: a share of people or cases; rate: events per people or cases; "
        "None where the size of the unit does not blur the value by chance",
    )
    unit: Bilingual
    decimals: int = Field(ge=0, le=4)
    dimension: Dimension
    polarity: Polarity
    task_level: TaskLevel
    source: Bilingual
    reference_date: Bilingual
    first_year: int | None = Field(default=None, description="first year it was collected")
    last_year: int | None = Field(default=None, description="last year of a series that has ended")
    breaks: tuple[Break, ...] = ()
    bdl_id: int | None = None
    smup_ids: tuple[int, ...] = Field(default=(), description="gmina id, city-county id")
    status: Literal["smup", "bdl", "source", "proposed"] = Field(
        description="how the indicator is known: V-SMUP, V-BDL, V-src, P of the plan"
    )
    featured: bool = Field(default=False, description="stands in the KPI row of its sector")

    @model_validator(mode="after")
    def _chance_has_a_base(self) -> "IndicatorCard":
        if self.chance is not None and self.formula.denominator is None:
            message = "chance needs a denominator: the number of people or cases"
            raise ValueError(message)
        return self


class ServiceCard(Part):
    """A service within the sector of the file."""

    code: Slug
    name: Bilingual
    task_level: TaskLevel


class SectorCard(Part):
    """The sector of a file."""

    code: Slug
    position: int = Field(ge=1, le=10)
    name: Bilingual
    lead: Bilingual = Field(description="one sentence: what the sector is about")
    icon: Text


class SectorFile(Part):
    """One file of ``data/catalogue/``. The file of shared variables has no sector."""

    sector: SectorCard | None = None
    service: tuple[ServiceCard, ...] = ()
    variable: tuple[VariableCard, ...] = ()
    indicator: tuple[IndicatorCard, ...] = ()
