from pathlib import Path

import pytest

from smup.errors import CatalogueError
from smup.sample.plan import plan, read_settings, read_variables
from smup.sample.settings import VariableSettings, Whole
from tests.unit.sample.conftest import card, planned


def order(**bases: str) -> list[str]:
    settings = {code: {"base": base, "rate": 0.5} for code, base in bases.items()}
    return [variable.card.code for variable in planned(settings)]


def test_a_base_comes_before_what_grows_from_it() -> None:
    assert order(a="b", b="c", c="one") == ["c", "b", "a"]


def test_all_parts_of_a_whole_come_before_what_grows_from_one() -> None:
    settings = {"t": "one", "p": "t", "q": "t", "a": "p"}
    variables = {code: VariableSettings(base=base, rate=0.5) for code, base in settings.items()}
    wholes = [Whole(total="t", parts=("p", "q"))]
    codes = [
        variable.card.code
        for variable in plan(
            [card(code) for code in settings], [], variables=variables, wholes=wholes
        )
    ]
    assert codes.index("a") > codes.index("q")


def test_a_circle_of_bases_is_named() -> None:
    with pytest.raises(CatalogueError, match=r"koło: .*a.*b|koło: .*b.*a"):
        order(a="b", b="a")


def test_an_unknown_base_is_named() -> None:
    with pytest.raises(CatalogueError, match="zmienna a ma nieznaną bazę nigdzie"):
        order(a="nigdzie")


def test_a_variable_without_settings_is_named() -> None:
    with pytest.raises(CatalogueError, match="zmienna b nie ma ustawień"):
        plan([card("b")], [], variables={})


def test_settings_without_a_variable_are_named() -> None:
    with pytest.raises(CatalogueError, match="zmiennej c nie ma w katalogu"):
        plan([], [], variables={"c": VariableSettings(base="one", rate=1)})


def test_a_share_of_one_or_more_is_refused_on_the_logit_scale() -> None:
    with pytest.raises(CatalogueError, match="logit"):
        planned({"a": {"base": "one", "scale": "logit", "rate": 1.0}})


def test_a_variable_of_gminas_cannot_grow_from_one_of_powiats() -> None:
    settings = {"a": {"base": "b", "rate": 1.0}, "b": {"base": "one", "rate": 1.0}}
    with pytest.raises(CatalogueError, match="dopiero w powiatach"):
        planned(settings, cards={"b": {"level": "powiat"}})


def test_a_variable_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("1.toml", "2.toml"):
        (tmp_path / name).write_text('[variable.a]\nbase = "one"\nrate = 1.0\n')
    with pytest.raises(CatalogueError, match=r"2\.toml: zmienna a"):
        read_variables(tmp_path)


def test_an_unknown_field_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "1.toml").write_text('[variable.a]\nbase = "one"\nrate = 1.0\nrte = 2\n')
    with pytest.raises(CatalogueError, match=r"1\.toml: pole variable\.a\.rte"):
        read_variables(tmp_path)


def test_missing_settings_name_the_file(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"settings\.toml"):
        read_settings(tmp_path)
