"""What a councillor takes to a session: five sentences and three questions, by stated rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from smup.flags import Flag
from smup.i18n import texts
from smup.typography import nbsp
from smup.views.profile.records import Band, Profile, ProfileRow, TrendMark
from smup.views.profile.words import (
    amount,
    change_sentence,
    headline,
    observed,
    of_group,
    plain,
    row_sentence,
)

MOST_QUESTIONS = 3
MOST_SENTENCES = 5
WORSENING = (TrendMark.RISING_BAD, TrendMark.FALLING_BAD)
COSTS = "efektywnosc"
MONEY = "PLN"
EFFECTS = ("jakosc", "dostepnosc", "ilosc")
UNKNOWN_TO_ASK = (Flag.MISSING, Flag.NOT_YET_PUBLISHED)
QuestionKind = Literal["weakness", "trend", "cost_middle", "cost_worst", "worsened", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question to ask at a session.

    Attributes:
        kind: the rule that found it.
        text: the question, with its numbers and years.
        row: the indicator it is about.
    """

    kind: QuestionKind
    text: str
    row: ProfileRow


def session_questions(profile: Profile) -> tuple[Question, ...]:
    """Return up to three questions, each about another indicator.

    First one of each kind: the greatest weakness, a trend for the worse, a high cost with an
    average effect. Then the next ones in the same order, large changes for the worse, and what
    is not known.
    """
    kinds = (_of_weakness(profile), _of_trend(profile), _of_cost(profile))
    found: dict[int, Question] = {}
    for questions in kinds:
        first = next((one for one in questions if one.row.indicator.id not in found), None)
        if first is not None:
            found[first.row.indicator.id] = first
    more = (_of_weakness, _of_trend, _of_cost, _of_worsening, _of_missing)
    for one in (question for rule in more for question in rule(profile)):
        if len(found) >= MOST_QUESTIONS:
            break
        found.setdefault(one.row.indicator.id, one)
    return tuple(found.values())[:MOST_QUESTIONS]


def five_sentences(profile: Profile) -> tuple[str, ...]:
    """Return up to five sentences: headline, strength, weakness, change, conditions.

    Where one is missing (no strength, no change), the next strengths and weaknesses stand in.
    """
    t = texts(profile.lang)
    told: list[str] = [plain(headline(profile))]
    used: set[int] = set()
    sides = (("strength", profile.strengths), ("weakness", profile.weaknesses))
    for key, rows in sides:
        if rows:
            told.append(t(f"profile.packet.{key}", sentence=row_sentence(profile, rows[0])))
            used.add(rows[0].indicator.id)
    changed = [row for row in profile.changes if row.indicator.id not in used]
    if changed:
        sentence = change_sentence(profile, changed[0])
        told.append(t("profile.packet.change", sentence=sentence))
        used.add(changed[0].indicator.id)
    own = [row for row in profile.context if row.of_task]
    context = sorted(own, key=lambda row: -abs(row.place or 0.0))
    if context and context[0].value.known:
        told.append(t("profile.packet.context", sentence=row_sentence(profile, context[0])))
    for key, rows in sides:
        rest = (row for row in rows if row.indicator.id not in used)
        told += [
            t(f"profile.packet.{key}", sentence=row_sentence(profile, row))
            for row in (*rest,)[: MOST_SENTENCES - len(told)]
        ]
    return tuple(told[:MOST_SENTENCES])


def _of_weakness(profile: Profile) -> Iterator[Question]:
    for row in profile.weaknesses:
        yield _question(profile, row, "weakness", sentence=row_sentence(profile, row))


def _of_trend(profile: Profile) -> Iterator[Question]:
    """Yield indicators whose trend is for the worse, the one nearest the bottom first."""
    rows = [row for row in profile.rows if row.trend in WORSENING and row.change is not None]
    for row in sorted(rows, key=lambda one: one.place or 0.0):
        if row.change is not None and row.change.good is False:
            yield _question(profile, row, "trend", **_both_values(profile, row))


def _of_cost(profile: Profile) -> Iterator[Question]:
    """Yield costs above three quarters of the group in services whose results are not better."""
    lang = profile.lang
    for cost in profile.rows:
        effect = _poor_effect(profile, cost) if _is_high_cost(cost) else None
        if effect is None or cost.stats is None:
            continue
        key: QuestionKind = "cost_worst" if effect.band is Band.WORST else "cost_middle"
        yield _question(
            profile,
            cost,
            key,
            name=cost.indicator.short_name(lang),
            value=observed(cost, lang),
            year=cost.year,
            group=of_group(profile),
            median=amount(cost.indicator, cost.stats.median, lang),
            effect=effect.indicator.short_name(lang),
        )


def _of_worsening(profile: Profile) -> Iterator[Question]:
    for row in profile.changes:
        if row.change is not None and row.change.good is False:
            yield _question(profile, row, "worsened", **_both_values(profile, row))


def _of_missing(profile: Profile) -> Iterator[Question]:
    t, lang = texts(profile.lang), profile.lang
    for row in profile.rows:
        if row.of_task and row.value.flag in UNKNOWN_TO_ASK:
            reason = t(f"common.empty.{row.value.flag.label}.name")
            name = row.indicator.short_name(lang)
            yield _question(profile, row, "missing", name=name, reason=reason)


def _is_high_cost(row: ProfileRow) -> bool:
    """Tell whether a row is money spent per something, and more than in three quarters."""
    indicator = row.indicator
    money = indicator.dimension == COSTS and indicator.unit_en.startswith(MONEY)
    high = row.stats is not None and row.value.known and row.value.value > row.stats.q3
    chance = row.noise is not None and row.noise.within
    return (
        money
        and high
        and not chance
        and row.of_task
        and indicator.polarity != "up"
        and row.band is not Band.UNKNOWN
    )


def _poor_effect(profile: Profile, cost: ProfileRow) -> ProfileRow | None:
    """Return a result of the same service that is not in the best quarter, if none of them is."""
    effects = [
        row
        for row in profile.rows
        if row.judged
        and row.indicator.service_code == cost.indicator.service_code
        and row.indicator.dimension in EFFECTS
    ]
    if not effects or any(row.band is Band.BEST for row in effects):
        return None
    return min(effects, key=lambda row: row.place or 0.0)


def _both_values(profile: Profile, row: ProfileRow) -> dict[str, object]:
    change, lang = row.change, profile.lang
    if change is None:
        return {}
    return {
        "name": row.indicator.short_name(lang),
        "before": amount(row.indicator, change.before, lang),
        "since": change.since,
        "value": observed(row, lang),
        "year": change.year,
    }


def _question(profile: Profile, row: ProfileRow, kind: QuestionKind, **words: object) -> Question:
    text = texts(profile.lang)(f"profile.question.{kind}", **words)
    return Question(kind=kind, text=nbsp(text) if profile.lang == "pl" else text, row=row)
