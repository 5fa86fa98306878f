"""The small picture of a practice in a list: a unit before and after, against similar units."""

from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from smup.figures.before_after import AFTER, PRACTICE
from smup.figures.small_lines import BOTTOM, HEIGHT, LEFT, RIGHT, WIDTH, SmallLines
from smup.figures.theme import INK
from smup.i18n import Texts
from smup.views.practices.records import SmallEffect


def small_effect(effect: SmallEffect, t: Texts, *, sample: bool) -> Component:
    """Return the picture with its name and caption, or why there is none.

    Args:
        effect: what is known of the practice.
        t: texts of the page's language.
        sample: its values are of a sample, which the caption says.
    """
    if effect.lines is None:
        return html.P(effect.reason, className="xs bez-wykresu")
    frame = small_picture(effect, effect.lines, alt=effect.alt)
    caption: list[Component | str] = [effect.caption]
    if effect.verdict_text:
        caption += [html.Br(), html.B(effect.verdict_text, className=f"ocena {effect.verdict}")]
    if sample:
        caption += [html.Br(), html.Span(t("common.sample_badge"), className="bp")]
    return html.Figure([frame, html.Figcaption(caption, className="xs")])


def small_picture(effect: SmallEffect, lines: SmallLines, *, alt: str) -> html.Div:
    """Return the two lines alone; ``alt`` is empty where the text beside says the same."""
    image = html.Img(src=_image(lines), alt=alt)
    labels = [
        _label(effect.unit_end, lines.unit_y, "jedn"),
        _label(effect.median_end, lines.median_y, "mediana"),
    ]
    years = html.Div([html.Span(str(year)) for year in lines.years], className="lata-osi")
    hidden = {"aria-hidden": "true"}
    return html.Div([image, html.Div([*labels, years], **hidden)], className="maly-wykres")


def _label(text: str, height: float | None, kind: str) -> html.Span | None:
    if height is None or not text:
        return None
    return html.Span(text, className=kind, style={"top": f"{100 * height / HEIGHT:.1f}%"})


def _image(lines: SmallLines) -> str:
    """Return the picture as the address of an image; its numbers stand beside it as text."""
    x = f"{lines.started:.1f}"
    ground = (
        f'<rect x="{x}" y="10" width="{RIGHT - lines.started:.1f}" height="76" fill="{AFTER}"/>'
    )
    parts = [
        ground,
        f'<path d="M{LEFT} {BOTTOM}H{RIGHT}" stroke="#8A98A3"/>',
        f'<path d="M{x} 6V{BOTTOM}" stroke="{PRACTICE}" stroke-width="2"/>',
        f'<path d="{lines.median}" stroke="{INK}" stroke-width="2" stroke-dasharray="6 4"/>',
        f'<path d="{lines.unit}" stroke="#fff" stroke-width="6"/>',
        f'<path d="{lines.unit}" stroke="{PRACTICE}" stroke-width="3" stroke-linecap="round"/>',
    ]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'fill="none">{"".join(parts)}</svg>'
    )
    return f"data:image/svg+xml,{quote(svg)}"
