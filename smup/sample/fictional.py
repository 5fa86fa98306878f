"""The fictional powiat: reads its list of units and checks that it can be no real one."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from smup.catalogue.schema import Part, Text
from smup.sample.plan import FICTIONAL_FILE, read_toml

PowiatCode = Annotated[str, StringConstraints(pattern=r"^99\d{2}$")]
GminaCode = Annotated[str, StringConstraints(pattern=r"^99\d{4}[123]$")]


class FictionalPowiat(Part):
    """The powiat; its area and population are those of its gminas."""

    code: PowiatCode
    name: Text


class FictionalGmina(Part):
    """A gmina; the last digit of the code is its kind, as in the register."""

    code: GminaCode
    name: Text
    area_km2: float = Field(gt=0)
    population: int = Field(gt=0)


class FictionalUnits(Part):
    """``data/sample/fictional-units.toml``."""

    population_year: int
    powiat: FictionalPowiat
    gmina: tuple[FictionalGmina, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_the_powiat(self) -> "FictionalUnits":
        codes = [gmina.code for gmina in self.gmina]
        if len(set(codes)) < len(codes) or any(c[:4] != self.powiat.code for c in codes):
            message = "codes of gminas differ and begin with that of the powiat"
            raise ValueError(message)
        return self


def read_fictional_units(folder: Path) -> FictionalUnits:
    """Read ``fictional-units.toml`` of a folder.

    Raises:
        CatalogueError: naming the file and the field.
    """
    return read_toml(folder / FICTIONAL_FILE, FictionalUnits)
