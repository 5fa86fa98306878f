"""Names and dimensions of the official catalogue, which win over those of the files.

They are read from ``official_entry``, so that the files can be stored again at any time without
undoing them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from smup.models import Indicator, OfficialEntry, Sector, Service

Named = type[Sector] | type[Service] | type[Indicator]
KIND_OF: dict[Named, str] = {Sector: "sector", Service: "service", Indicator: "indicator"}
AND = {"pl": "i", "en": "and"}
MOST_WORDS_APART = 8


def official_columns(connection: Connection, table: Named) -> dict[int, dict[str, Any]]:
    """Return, by own id, the columns that the official catalogue decides.

    ``name_pl`` always; ``name_en`` where there is an official English name; ``dimension`` of an
    indicator where the official one is known. A pair of official indicators has one name of both.
    """
    rows = connection.execute(
        select(
            OfficialEntry.own_id,
            OfficialEntry.name_pl,
            OfficialEntry.name_en,
            OfficialEntry.dimension,
        )
        .where(OfficialEntry.kind == KIND_OF[table], OfficialEntry.own_id.is_not(None))
        # The half of the gminas first: "gmina" sorts after "all" and "city".
        .order_by(OfficialEntry.own_id, OfficialEntry.role.desc(), OfficialEntry.official_id)
    )
    by_own: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_own[row.own_id or 0].append(row)
    return {own_id: _columns(entries) for own_id, entries in by_own.items()}


def with_official(row: Mapping[str, Any], official: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of a table with official columns in place of its own, in its card too."""
    changed = {**row, **official}
    card = row.get("card")
    if official and card is not None:
        name = {"pl": changed["name_pl"], "en": changed["name_en"]}
        changed["card"] = {**card, "name": name, "dimension": changed["dimension"]}
    return changed


def forget_own(connection: Connection, table: Named, keys: Sequence[int]) -> None:
    """Let official entries no longer point to rows that are deleted: ids may be used again."""
    connection.execute(
        update(OfficialEntry)
        .where(OfficialEntry.kind == KIND_OF[table], OfficialEntry.own_id.in_(keys))
        .values(own_id=None)
    )


def merged_name(gmina: str, city: str, lang: str) -> str:
    """Return one name for a pair that differs in the words about whose indicator it is.

    „Dług budżetów gmin na mieszkańca” and „Dług budżetów miast na prawach powiatu na mieszkańca”
    give „Dług budżetów gmin i miast na prawach powiatu na mieszkańca”. Where one name says nothing
    of the kind, or the names have too little in common, the gminas' name is taken.
    """
    first, second = gmina.split(), city.split()
    start = _common(first, second)
    end = _common(first[start:][::-1], second[start:][::-1])
    mine, other = first[start : len(first) - end], second[start : len(second) - end]
    if not mine or not other or not (start or end) or len(mine + other) > MOST_WORDS_APART:
        return gmina
    return " ".join([*first[: start + len(mine)], AND[lang], *other, *first[len(first) - end :]])


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    pairs = zip(first, second, strict=False)
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _columns(entries: Sequence[Any]) -> dict[str, Any]:
    first, *others = entries
    names = {"pl": first.name_pl, "en": first.name_en}
    if len(others) == 1:
        other = {"pl": others[0].name_pl, "en": others[0].name_en}
        for lang, name in names.items():
            if name and other[lang]:
                names[lang] = merged_name(name, other[lang], lang)
    columns = {f"name_{lang}": name for lang, name in names.items() if name}
    return columns if first.dimension is None else columns | {"dimension": first.dimension}
