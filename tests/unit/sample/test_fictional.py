from pathlib import Path

import pytest

from smup.errors import CatalogueError
from smup.sample.fictional import read_fictional_units
from smup.settings import DATA

FILE = """
population_year = 2020
[powiat]
code = "9901"
name = "przykładowy"
[[gmina]]
code = "{code}"
name = "Przykładowo"
area_km2 = 1.0
population = 1
"""


def test_the_shipped_powiat_has_six_gminas_of_all_kinds() -> None:
    units = read_fictional_units(DATA / "sample")
    assert units.powiat.code == "9901"
    assert len(units.gmina) == 6
    assert {gmina.code[-1] for gmina in units.gmina} == {"1", "2", "3"}


@pytest.mark.parametrize("code", ["0201011", "9902011", "9901014", "990101"])
def test_a_code_that_could_be_a_real_unit_is_refused(tmp_path: Path, code: str) -> None:
    (tmp_path / "fictional-units.toml").write_text(FILE.format(code=code), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"fictional-units\.toml"):
        read_fictional_units(tmp_path)
