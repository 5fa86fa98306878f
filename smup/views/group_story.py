"""Where the comparison group comes from: who is in it, why, and where they lie."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from smup.figures.small_map import Point, SmallMap, on_map, small_map
from smup.i18n import Texts, texts
from smup.repository.facade import Repository
from smup.territory.directory import UnitDirectory
from smup.territory.naming import kind_label
from smup.territory.unit import TerritorialUnit
from smup.views.outline import read_outline
from smup.views.profile.records import Profile

NAMED = 3
LABELLED = 5
_EARTH_KM = 6371.0
_LABEL_HEIGHT = 6.0  # percent of the map
_LETTER_WIDTH = 2.5


class Member(NamedTuple):
    """A unit of the group other than mine.

    Attributes:
        unit: the unit.
        name: with the word its level needs.
        note: kind and powiat, so that units of one name are told apart.
        away: kilometres from my unit in a straight line; None when a place is unknown.
        title: the name, with the kind where my unit has the same one.
    """

    unit: TerritorialUnit
    name: str
    note: str
    away: float | None
    title: str


class MapLabel(NamedTuple):
    """A name on the map.

    Attributes:
        text: the name.
        left: percent of the width.
        top: percent of the height.
        side: ``right`` or ``left`` of the place.
        mine: whether it is my unit.
    """

    text: str
    left: float
    top: float
    side: str
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStory:
    """What the section says of the group.

    Attributes:
        kind: kind of the group.
        title: the group in words with the number of its units.
        reason: how it is chosen, in a sentence or two.
        members: everybody but my unit: the most similar first where likeness made the group,
            else the nearest by distance; those without a place last.
        picture: the map as the address of an image.
        picture_name: the map in words.
        labels: names on it.
        enlarged: whether the map shows a part of the country.
    """

    kind: str
    title: str
    reason: str
    members: tuple[Member, ...]
    picture: str
    picture_name: str
    labels: tuple[MapLabel, ...]
    enlarged: bool


def group_story(
    repository: Repository, profile: Profile, *, order: Sequence[int] | None = None
) -> GroupStory:
    """Tell the group of a profile; one SELECT, for the borders.

    Args:
        repository: the database.
        profile: the profile.
        order: keys of units in the order to list them; without it by distance on the ground.
    """
    t, group = texts(profile.lang), profile.group
    members = _members(profile, order or ())
    picture = _picture(repository, profile, members)
    count = t.plural(f"groups.count.{profile.level}", group.size)
    return GroupStory(
        kind=group.kind,
        title=t("groups.story.title", group=_capital(group.label), count=count),
        reason=_reason(profile, t),
        members=members,
        picture=f"data:image/svg+xml,{quote(picture.svg, safe=_UNQUOTED)}",
        picture_name=t("groups.story.map", count=count, unit=profile.name),
        labels=_labels(profile, members, picture),
        enlarged=picture.frame.width < 900,
    )


_UNQUOTED = " !$&'()*+,-./:;=?@_~"


def _reason(profile: Profile, t: Texts) -> str:
    return t(
        f"groups.reason.{profile.group.kind}",
        units=t(f"groups.units.{profile.level}"),
        unit=profile.name,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _members(profile: Profile, order: Sequence[int]) -> tuple[Member, ...]:
    place = {key: number for number, key in enumerate(order)}
    units = [profile.directory.units[position] for position in profile.group.positions]
    found = [_member(profile, unit) for unit in units if unit.id != profile.unit.id]

    def rank(one: Member) -> tuple[float, float]:
        away = math.inf if one.away is None else one.away
        return place.get(one.unit.id, math.inf), away

    return tuple(sorted(found, key=rank))


def _member(profile: Profile, unit: TerritorialUnit) -> Member:
    directory, lang = profile.directory, profile.lang
    name = directory.display_name(unit, lang=lang)
    twin = name == profile.name
    return Member(
        unit=unit,
        name=name,
        note=_note(directory, unit, lang),
        away=_kilometres(profile.unit, unit),
        title=f"{name} ({kind_label(unit, lang=lang)})" if twin else name,
    )


def _note(directory: UnitDirectory, unit: TerritorialUnit, lang: str) -> str:
    """Return what the label says after the name; nothing for a powiat or a voivodeship."""
    label = directory.label(unit, lang=lang)
    _, _, rest = label.partition(", ")
    return rest if rest or unit.level != "gmina" else kind_label(unit, lang=lang)


def _kilometres(one: TerritorialUnit, other: TerritorialUnit) -> float | None:
    """Return the length of the great circle between two units (haversine)."""
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return None
    south, north = math.radians(one.lat), math.radians(other.lat)
    turn = math.radians(other.lon - one.lon)
    half = (
        math.sin((north - south) / 2) ** 2
        + math.cos(south) * math.cos(north) * math.sin(turn / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


def _picture(repository: Repository, profile: Profile, members: Sequence[Member]) -> SmallMap:
    places = [_place(one.unit) for one in members]
    return small_map(
        read_outline(repository, "wojewodztwo") or "",
        [place for place in places if place],
        _place(profile.unit),
    )


def _place(unit: TerritorialUnit) -> Point | None:
    return None if unit.lon is None or unit.lat is None else on_map(unit.lon, unit.lat)


def _labels(profile: Profile, members: Sequence[Member], picture: SmallMap) -> tuple[MapLabel, ...]:
    """Return my name and those of a few members spread over the map, none over another."""
    found: list[MapLabel] = []
    mine = _place(profile.unit)
    if mine is not None:
        found.append(_label(profile.name, picture.frame.place(mine), mine=True))
    step = max(1, len(members) // (2 * LABELLED))
    for member in [*members[:NAMED], *members[NAMED::step]]:
        place = _place(member.unit)
        if place is None or len(found) > LABELLED:
            continue
        label = _label(member.unit.name, picture.frame.place(place), mine=False)
        if not any(_overlap(label, other) for other in found):
            found.append(label)
    return tuple(found)


def _label(text: str, place: Point, *, mine: bool) -> MapLabel:
    side = "left" if place[0] + 3 + len(text) * _LETTER_WIDTH > 100 else "right"
    return MapLabel(text=text, left=place[0], top=place[1], side=side, mine=mine)


def _overlap(one: MapLabel, other: MapLabel) -> bool:
    if abs(one.top - other.top) > _LABEL_HEIGHT:
        return False
    (start, end), (other_start, other_end) = _reach(one), _reach(other)
    return start < other_end and other_start < end


def _reach(label: MapLabel) -> tuple[float, float]:
    width = 3 + len(label.text) * _LETTER_WIDTH
    return (
        (label.left, label.left + width)
        if label.side == "right"
        else (label.left - width, label.left)
    )
