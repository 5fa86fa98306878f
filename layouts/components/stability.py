"""The sign of how far a judgement depends on the choice of the group."""

from dash import html

from smup.i18n import Texts
from smup.views.stability import Kept, RowStability


def stability_badge(found: RowStability, t: Texts) -> html.Span:
    """Return the short form for a row: a square for each group, filled where the band holds.

    The sentence and the names of the groups are there for screen readers and as the title.
    """
    says = stability_words(found, t)
    return html.Span(
        [
            _squares(len(found.same), found.groups),
            html.Span(says, className="vh"),
        ],
        className="trwa",
        title=says,
    )


def stability_key(t: Texts) -> html.P:
    """Return what the squares of the badge mean."""
    return html.P([_squares(2, 3), t("groups.stability.key")], className="trwa klucz-grup")


def _squares(same: int, groups: int) -> html.Span:
    """Return the row of squares; the style sheet draws them, so that a page holds one part each."""
    style = {"--tak": same, "--kw": groups}
    return html.Span(className="kw", style=style, **{"aria-hidden": "true"})


def stability_words(found: RowStability, t: Texts) -> str:
    """Return the sentence and the groups in which the band is the same and another."""
    parts = [f"{stability_sentence(found, t)}."]
    for key, kinds in (("same", found.same), ("other", found.other)):
        if kinds:
            names = ", ".join(t(f"groups.among.{found.level}.{kind}") for kind in kinds)
            parts.append(t(f"groups.stability.{key}", groups=names))
    return " ".join(parts)


def stability_sentence(found: RowStability, t: Texts) -> str:
    """Return for example: the best quarter in 5 of 6 groups."""
    return t(f"groups.stability.band.{found.band}", same=len(found.same), groups=found.groups)


def kept_sentence(kept: Kept, level: str, t: Texts) -> str:
    """Return how many strengths remain strengths in other groups."""
    among = t("groups.stability.and").join(
        t("groups.stability.among", groups=t(f"groups.among.{level}.{kind}")) for kind in kept.kinds
    )
    if kept.total == 1:
        key = "only" if kept.kept else "only_not"
        return t(f"groups.stability.{key}", among=among)
    if kept.kept == 0:
        return t("groups.stability.none", total=kept.total, among=among)
    return t.plural("groups.stability.kept", kept.kept, total=kept.total, among=among)
