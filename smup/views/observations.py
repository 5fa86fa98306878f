"""Observations as a table to take out: what the database holds, in the order of the API."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from smup.flags import Flag
from smup.i18n import Texts, texts
from smup.repository import IndicatorInfo, ObservationQuery, Repository
from smup.repository.observations import ObservationRow
from smup.tabular import BATCH_ROWS, Column, Kind, Table
from smup.typography import plain_spaces
from smup.views.as_of import release_file_word, release_read, state_notes
from smup.views.datadesk.state import DeskState
from smup.views.notes import note_cell, read_notes
from smup.views.take_out.records import Description, Extract

KINDS: dict[str, Kind] = {
    "teryt": "code",
    "year": "integer",
    "value": "number",
    "decimals": "integer",
}
COLUMNS = (
    "indicator", "indicator_name", "teryt", "unit", "kind", "powiat", "voivodeship", "year",
    "value", "flag", "decimals", "unit_of_measure", "source", "note",
)  # fmt: skip
"""Columns of a file of observations, in their order."""
LABELS = pa.array([flag.label for flag in Flag])
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Observations that somebody asks for.

    Attributes:
        query: indicators with years, units and the order.
        level: level named in the request; it decides which code a city with powiat rights has.
        indicators: by key, in the order asked for.
        lang: of headers and words.
        words: ASCII words of the file name.
        desk: the same selection in the data desk.
    """

    query: ObservationQuery
    level: str | None
    indicators: dict[int, IndicatorInfo]
    lang: str
    words: tuple[str, ...]
    desk: DeskState


def observation_extract(
    repository: Repository, asked: Asked, columns: Sequence[str] = COLUMNS
) -> Extract:
    """Return the observations as a table; rows are read when it is.

    Args:
        repository: answers the questions.
        asked: what is asked for.
        columns: keys from ``COLUMNS``, in their order.
    """
    t = texts(asked.lang)
    dataset, as_of = repository.dataset(), release_read(repository)
    table = Table(
        columns=tuple(_column(t, key) for key in columns),
        rows=repository.observation_count(asked.query),
        batches=partial(_batches, repository, asked, tuple(columns)),
    )
    description = Description(
        lang=asked.lang,
        title=t("api_doc.observations.title", words=" ".join(asked.words)),
        words=tuple(word for word in (*asked.words, release_file_word()) if word),
        page="/dane",
        table="/dane",
        query=asked.desk.to_query(),
        sample=dataset.is_sample,
        tag=dataset.tag,
        changed_at=dataset.changed_at,
        indicators=tuple(asked.indicators.values()),
        releases=tuple(repository.releases(before_id=None if as_of is None else as_of.id + 1)),
        notes=(
            *map(plain_spaces, state_notes(repository, asked.lang, asked.indicators.values())),
            t("api_doc.observations.note"),
        ),
        as_of=as_of,
    )
    return Extract(description=description, table=table)


class _Words:
    """Texts that repeat in a column: each distinct one once, found by a position."""

    def __init__(self, values: Sequence[str | None]) -> None:
        distinct = list(dict.fromkeys(value for value in values if value is not None))
        places = {value: place for place, value in enumerate(distinct)}
        self._of = np.array([-1 if one is None else places[one] for one in values], dtype=np.int32)
        self._values = pa.array(distinct, type=pa.string())

    def at(self, positions: Integers) -> pa.DictionaryArray:
        indices = self._of[positions]
        return pa.DictionaryArray.from_arrays(pa.array(indices, mask=indices < 0), self._values)


class _Reader:
    """Turns rows of the database into columns of the table; what repeats is worked out once."""

    def __init__(self, repository: Repository, asked: Asked, keys: tuple[str, ...]) -> None:
        self._keys = keys
        self._unit_ids = np.unique(np.asarray(asked.query.unit_ids, dtype=np.int64))
        cards = sorted(asked.indicators.items())
        self._indicator_ids = np.array([key for key, _ in cards], dtype=np.int64)
        self._decimals = np.array([card.decimals for _, card in cards], dtype=np.int64)
        self._of_indicator = _indicator_words(repository, asked, [card for _, card in cards])
        self._of_unit = _unit_words(repository, asked, self._unit_ids.tolist())
        self._note_keys, self._notes = self._read_notes(repository, asked)

    def batch(self, rows: dict[str, Any]) -> pa.RecordBatch:
        """Return a batch of rows: arrays indicator, unit, year, value, flag, decimals."""
        indicator = np.searchsorted(self._indicator_ids, rows["indicator"])
        unit = np.searchsorted(self._unit_ids, rows["unit"])
        flag, decimals = rows["flag"], rows["decimals"].astype(np.int64)
        columns: dict[str, Callable[[], pa.Array]] = {
            **{key: partial(words.at, indicator) for key, words in self._of_indicator.items()},
            **{key: partial(words.at, unit) for key, words in self._of_unit.items()},
        }
        columns["year"] = lambda: pa.array(rows["year"], type=pa.int64())
        columns["value"] = lambda: pa.array(rows["value"], mask=flag > Flag.BELOW_FORMAT)
        columns["flag"] = lambda: pa.DictionaryArray.from_arrays(pa.array(flag), LABELS)
        columns["decimals"] = lambda: pa.array(
            np.where(decimals < 0, self._decimals[indicator], decimals)
        )
        columns["note"] = lambda: self._note_column(_note_key(indicator, unit, rows["year"]))
        return pa.RecordBatch.from_arrays([columns[key]() for key in self._keys], self._keys)

    def _read_notes(self, repository: Repository, asked: Asked) -> tuple[Integers, list[str]]:
        codes = [card.code for card in asked.indicators.values()]
        notes = read_notes(repository, indicators=codes, unit_ids=asked.query.unit_ids)
        ids = {card.code: key for key, card in asked.indicators.items()}
        keyed = sorted(
            (
                int(
                    _note_key(
                        np.searchsorted(self._indicator_ids, ids[key.indicator]),
                        np.searchsorted(self._unit_ids, key.unit_id),
                        np.int64(key.year),
                    )
                ),
                note_cell(note, asked.lang) or "",
            )
            for key, note in notes.items()
        )
        return np.array([key for key, _ in keyed], dtype=np.int64), [text for _, text in keyed]

    def _note_column(self, keys: Integers) -> pa.Array:
        if not self._notes:
            return pa.nulls(len(keys), pa.string())
        places = np.searchsorted(self._note_keys, keys).clip(max=len(self._notes) - 1)
        absent = self._note_keys[places] != keys
        return pa.array(self._notes).take(pa.array(places, mask=absent))


def _batches(
    repository: Repository, asked: Asked, keys: tuple[str, ...]
) -> Iterator[pa.RecordBatch]:
    reader = _Reader(repository, asked, keys)
    names = [texts(asked.lang)(f"api.column.{key}") for key in keys]
    rows = _by_unit if asked.query.by_unit else _by_indicator
    for part in rows(repository, asked.query):
        yield reader.batch(part).rename_columns(names)


def _by_indicator(repository: Repository, query: ObservationQuery) -> Iterator[dict[str, Any]]:
    """Yield rows as arrays, an indicator at a time in memory, by year, then unit."""
    unit_ids = np.asarray(query.unit_ids, dtype=np.int64)
    for span in query.spans:
        cells = repository.cells(span, unit_ids)
        for start in range(0, len(cells), BATCH_ROWS):
            part = cells[start : start + BATCH_ROWS]
            yield {
                "indicator": np.full(len(part), span.indicator_id),
                **{name: part[name] for name in ("year", "unit", "value", "flag", "decimals")},
            }


def _by_unit(repository: Repository, query: ObservationQuery) -> Iterator[dict[str, Any]]:
    """Yield rows as arrays, in the order of the stream."""
    rows = iter(repository.data_rows(query))
    while part := list(islice(rows, BATCH_ROWS)):
        yield _arrays(part)


def _arrays(rows: Sequence[ObservationRow]) -> dict[str, Any]:
    indicator, year, unit, value, flag, decimals, _ = zip(*rows, strict=True)
    return {
        "indicator": np.array(indicator, dtype=np.int64),
        "year": np.array(year, dtype=np.int64),
        "unit": np.array(unit, dtype=np.int64),
        "value": np.array(value, dtype=np.float64),
        "flag": np.array(flag, dtype=np.int8),
        "decimals": np.array([-1 if one is None else one for one in decimals], dtype=np.int8),
    }


def _note_key(indicator: Any, unit: Any, year: Any) -> Any:
    """Return one number for indicator, unit and year: 16 bits hold a year, 24 a unit."""
    return (indicator.astype(np.int64) << 40) | (unit.astype(np.int64) << 16) | year


def _indicator_words(
    repository: Repository, asked: Asked, cards: Sequence[IndicatorInfo]
) -> dict[str, _Words]:
    lang = asked.lang
    sample = texts(lang)("api.sample.source") if repository.dataset().is_sample else None
    return {
        "indicator": _Words([card.code for card in cards]),
        "indicator_name": _Words([card.name(lang) for card in cards]),
        "unit_of_measure": _Words([card.unit(lang) for card in cards]),
        "source": _Words([sample or card.card_text("source", lang) for card in cards]),
    }


def _unit_words(repository: Repository, asked: Asked, ids: Sequence[int]) -> dict[str, _Words]:
    directory = repository.directory()
    units = [directory.by_id(key) for key in ids]
    powiats = [directory.powiat_of(unit) for unit in units]
    voivodeships = [directory.voivodeship_of(unit) for unit in units]
    return {
        "teryt": _Words([unit.code_at(asked.level or unit.level) for unit in units]),
        "unit": _Words([unit.name for unit in units]),
        "kind": _Words([directory.kind_label(unit, lang=asked.lang) for unit in units]),
        "powiat": _Words([None if one is None else one.name for one in powiats]),
        "voivodeship": _Words([None if one is None else one.name for one in voivodeships]),
    }


def _column(t: Texts, key: str) -> Column:
    return Column(
        key=key,
        name=t(f"api.column.{key}"),
        title=t(f"api_doc.column.{key}"),
        kind=KINDS.get(key, "text"),
    )
