"""Attributes become flags, ids become units; expected values by hand from the dictionary."""

import math

import orjson
import pytest
from sqlalchemy import Engine

from smup.flags import Flag
from smup.ingest.unit_codes import UnitCodes
from smup.models import VariableValue
from smup.sync.bdl.bdl_api import BdlAttribute, read_attributes, read_page, read_variable
from smup.sync.bdl.translate import Translated, translate
from smup.sync.bdl.wanted import Wanted
from smup.sync.errors import UnusableAnswerError
from tests.stand_ins.bdl import ATTRIBUTES, bdl_id
from tests.unit.sync.bdl.conftest import CHANGED, CITY, CITY_POWIAT, FORMER, TOWN

DICTIONARY = {
    number: BdlAttribute(id=number, name=name, symbol=symbol.strip(), description=text)
    for number, name, symbol, text in ATTRIBUTES
}


def wanted(**fields: object) -> Wanted:
    made: dict[str, object] = {
        "bdl_id": 1,
        "code": "dzieci",
        "table": VariableValue,
        "key_id": 5,
        "subject": None,
        "levels": (0, 2, 5, 6),
    }
    return Wanted(**{**made, **fields})  # type: ignore[arg-type]


def read(engine: Engine, *rows: tuple[int, str, list[tuple]], **fields: object) -> Translated:
    """Translate rows of (level, TERYT code, [(year, value, attribute)])."""
    answered = [
        (
            level,
            [
                {
                    "id": bdl_id(code),
                    "name": code,
                    "values": [{"year": str(y), "val": v, "attrId": a} for y, v, a in values],
                }
            ],
        )
        for level, code, values in rows
    ]
    with engine.connect() as connection:
        return translate(wanted(**fields), answered, UnitCodes(connection), DICTIONARY)


@pytest.mark.parametrize(
    ("value", "attribute", "expected"),
    [
        (12.5, 1, (12.5, Flag.OCCURRED)),
        (0, 1, (0.0, Flag.DID_NOT_OCCUR)),
        (0, 0, (None, Flag.MISSING)),
        (None, 0, (None, Flag.MISSING)),
        (0, 4, (None, Flag.MISSING)),
        (0, 7, (0.0, Flag.BELOW_FORMAT)),
        (7, 3, (7.0, Flag.OCCURRED)),
        (7, 11, (7.0, Flag.OCCURRED)),
        (7, 97, (7.0, Flag.OCCURRED)),
        (0, 15, (None, Flag.MISSING)),
        (0, 50, (None, Flag.NOT_YET_PUBLISHED)),
        (None, 50, (None, Flag.NOT_YET_PUBLISHED)),
        (0, 91, (None, Flag.SECRET)),
        (3, 91, (None, Flag.SECRET)),
        (0, 94, (0.0, Flag.DID_NOT_OCCUR)),
    ],
)
def test_an_attribute_gives_the_flag(
    small: Engine, value: float | None, attribute: int, expected: tuple
) -> None:
    found = read(small, (6, TOWN, [(2023, value, attribute)]))

    number = float(found.columns.value[0])
    assert (None if math.isnan(number) else number, found.columns.flag[0]) == expected
    assert found.refused == []


@pytest.mark.parametrize(
    ("value", "attribute", "words"),
    [(5, 77, "Nieznany atrybut BDL: 77"), (5, 0, "Liczba przy atrybucie")],
)
def test_what_cannot_be_understood_is_refused_and_spares_what_is_held(
    small: Engine, value: float, attribute: int, words: str
) -> None:
    found = read(small, (6, TOWN, [(2023, value, attribute), (2022, 4, 1)]))

    (refused,) = found.refused
    assert refused.reason.startswith(words)
    assert refused.key is not None
    assert refused.key[0] == 2023
    assert found.columns.year.tolist() == [2022]


def test_zero_of_who_did_not_report_is_missing_but_not_a_balance(small: Engine) -> None:
    values = [(2021, 0, 1), (2022, 0, 94), (2023, 5, 1)]

    found = read(small, (6, TOWN, values), zero_is_missing=True)

    flags = dict(zip(found.columns.year.tolist(), found.columns.flag.tolist(), strict=True))
    assert flags == {2021: Flag.MISSING, 2022: Flag.DID_NOT_OCCUR, 2023: Flag.OCCURRED}


def test_remarks_are_counted_capitals_tell_a_changed_method(small: Engine) -> None:
    found = read(small, (6, TOWN, [(2021, 1, 3), (2022, 1, 11), (2023, 1, 97)]))

    assert dict(found.remarks) == {"k": 1, "m": 1, "p": 1}


def test_both_codes_of_a_gmina_are_one_unit(small: Engine) -> None:
    found = read(
        small,
        (6, CHANGED, [(2022, 0, 0), (2023, 20, 1)]),
        (6, FORMER, [(2022, 18, 1), (2023, 0, 0)]),
    )

    assert found.columns.value.tolist() == [18.0, 20.0]
    assert (found.read, found.skipped, found.refused) == (4, 2, [])


def test_a_city_is_one_unit_and_its_gmina_stands_before_its_powiat(small: Engine) -> None:
    found = read(small, (5, CITY_POWIAT, [(2023, 61, 1)]), (6, CITY, [(2023, 60, 1)]))

    assert found.columns.value.tolist() == [60.0]
    assert [one.reason.split(":")[0] for one in found.refused] == [
        "Wartość powiatu różni się od wartości miasta (gminy)"
    ]


@pytest.mark.parametrize("code", ["0201024", "0201025", "1465028", "1061029"])
def test_parts_and_districts_are_left_out(small: Engine, code: str) -> None:
    found = read(small, (6, code, [(2022, 1, 1), (2023, 2, 1)]))

    assert (len(found.columns), found.read, found.skipped, found.refused) == (0, 2, 2, [])


@pytest.mark.parametrize("key", ["010000000000", "011210000000", "011212000000"])
def test_macroregions_regions_and_subregions_are_left_out(small: Engine, key: str) -> None:
    row = {"id": key, "name": "REGION", "values": [{"year": "2023", "val": 1, "attrId": 1}]}
    with small.connect() as connection:
        found = translate(wanted(), [(2, [row])], UnitCodes(connection), DICTIONARY)

    assert (len(found.columns), found.skipped, found.refused) == (0, 1, [])


@pytest.mark.parametrize("document", [[], "", {"results": [{"id": "1"}]}, {"results": {}}, None])
def test_other_shapes_are_told(document: object) -> None:
    with pytest.raises(UnusableAnswerError, match="nie ma pola"):
        read_attributes(document)
    with pytest.raises(UnusableAnswerError, match="nie ma pola"):
        read_variable(document)
    with pytest.raises(UnusableAnswerError, match="nie ma pola"):
        read_page(document, 1)


@pytest.mark.shared
def test_recorded_answers_of_the_bank_are_read(small: Engine, shared_data) -> None:
    folder = shared_data / "bdl_api" / "pybdl_samples"
    data = orjson.loads((folder / "samples_raw_data.json").read_bytes())["get_data_by_variable"]
    known = orjson.loads((folder / "samples_raw_attributes.json").read_bytes())
    attributes = read_attributes({"results": known["list_attributes"]})
    page = read_page({"totalRecords": len(data), "results": data}, 1)
    with small.connect() as connection:
        pages = [(0, page.rows[:1]), (2, page.rows[1:])]
        found = translate(wanted(), pages, UnitCodes(connection), attributes)

    # POLSKA has 30 years from 1995 (168) to 2024 (276); the macroregion is left out; the
    # voivodeship małopolskie is not in the small country.
    assert found.columns.year.tolist() == list(range(1995, 2025))
    assert (found.columns.value[0], found.columns.value[-1]) == (168.0, 276.0)
    assert found.skipped == 30
    assert [one.reason for one in found.refused] == [
        "Nieznana jednostka BDL: 011200000000 (MAŁOPOLSKIE)"
    ]


@pytest.mark.shared
@pytest.mark.parametrize("file", ["attributes.jl", "pybdl_samples/samples_raw_attributes.json"])
def test_every_attribute_of_both_recorded_dictionaries_is_known(shared_data, file: str) -> None:
    text = (shared_data / "bdl_api" / file).read_text(encoding="utf-8")
    if file.endswith(".jl"):
        rows = [orjson.loads(line) for line in text.splitlines() if line.strip()]
    else:
        rows = orjson.loads(text)["list_attributes"]

    found = read_attributes({"results": rows})

    assert len(found) == len(rows)
    known = set("x#nakmpsvz-") | {""}
    assert {one.mark.lower() if one.mark is not None else None for one in found.values()} <= known


@pytest.mark.shared
def test_a_recorded_variable_is_read(shared_data) -> None:
    text = (shared_data / "bdl_api/pybdl_samples/samples_raw_variables.json").read_bytes()

    found = read_variable(orjson.loads(text)["get_variable"])

    assert (found.id, found.subject, found.name) == (10, "P1313", "ogółem;25-29")
    assert (found.measure, found.level) == ("osoba", 6)
