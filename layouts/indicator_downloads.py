"""„Pobierz to, co widać”: files, pictures and texts of exactly the view that is shown."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import icon, section_heading
from layouts.components.take_out import take_out_button
from smup.exports.csv import view_csv
from smup.formats import format_date
from smup.views.linked import LinkedData
from smup.views.table import COLUMNS, csv_rows, table_rows

MEASURED_ROWS = 200
OTHER_COLUMNS = 24  # bytes a row of the API has more than one of the table, besides the name


def downloads_section(data: LinkedData) -> html.Section:
    """Return the menu; sizes and addresses follow the view in assets/js/linked/export.js."""
    t = data.t
    groups = [
        html.H3(t("indicator.get.data")),
        html.Ul(_data_entries(data), className="cz"),
        html.H3(t("indicator.get.picture")),
        html.Ul(_picture_entries(data), className="cz"),
        html.H3(t("indicator.get.research")),
        html.Ul(_copy_entries(data), className="cz"),
    ]
    groups.append(take_out_button(t, f"/wskaznik/{data.indicator.code}"))
    sample = "sample" if data.dataset.is_sample else "real"
    groups.append(html.P(t(f"indicator.get.foot_{sample}"), className="st"))
    box = html.Div(
        groups,
        className="pop",
        **{
            "data-downloads": "",
            "data-rows": "|".join(t.forms("common.rows")),
            "data-about": t("indicator.get.about", rows="{rows}", size="{size}"),
            "data-up-to": t("indicator.get.up_to", rows="{rows}", size="{size}"),
            "data-row-bytes": str(row_bytes(data)),
            "data-all-bytes": str(row_bytes(data) + len(data.indicator.name_pl) + OTHER_COLUMNS),
        },
    )
    heading = section_heading(t("indicator.get.title"))
    return html.Section([heading, box], id=ids.DOWNLOADS, className="sek k5")


def row_bytes(data: LinkedData) -> int:
    """Return the mean size of a row of the table's CSV, measured on its first rows."""
    year = data.selection.year
    if year is None:
        return 0
    columns = range(min(MEASURED_ROWS, len(data.codes)))
    rows = list(csv_rows(data, table_rows(data, year, columns), year))
    if not rows:
        return 0
    return round(len(view_csv(rows, COLUMNS, data.lang)) / len(rows))


def _data_entries(data: LinkedData) -> list[html.Li]:
    t, years = data.t, data.selection.years
    csv = f"/eksport/{data.lang}/wskaznik/{data.indicator.code}.csv"
    span = f"{years[0]}–{years[-1]}" if years else ""
    shown = html.A(
        _words("filetype-csv", "CSV", t("indicator.get.csv_note"), mark="csv"),
        href=csv,
        download="",
        **{"data-csv": csv},
    )
    every = html.A(
        _words("clock-history", t("indicator.get.all_years"), span, mark="all"),
        href=f"/api/v1/data?indicator={data.indicator.code}&format=csv",
        download="",
        **{"data-all-years": data.indicator.code, "data-lang": data.lang},
    )
    return [html.Li(shown), html.Li(every)]


def _picture_entries(data: LinkedData) -> list[html.Li]:
    t = data.t
    notes = {"png": ("png_note", "1600 × 1200"), "svg": ("svg_note", t("indicator.get.vector"))}
    entries = []
    for form, (note, size) in notes.items():
        words = _words("image", form.upper(), t(f"indicator.get.{note}"), count=size)
        attributes = {
            "data-picture": "current",
            "data-format": form,
            "data-reason": t("indicator.get.no_picture"),
            "data-no-map": t("indicator.get.no_map"),
            "data-usual": size,
        }
        entries.append(html.Li(html.Button(words, type="button", **attributes)))
    return entries


def _copy_entries(data: LinkedData) -> list[html.Li]:
    t = data.t
    citation = t(
        "indicator.get.citation_text",
        name=data.indicator.name(data.lang),
        code=data.indicator.code,
        level=t(f"common.level.{data.selection.level}"),
        changed=format_date(data.dataset.state_at, data.lang),
        version=data.dataset.release_number,
        year="{year}",
        address="{address}",
        today="{today}",
    )
    if data.dataset.is_sample:
        citation = f"{t('common.sample_stamp')}. {citation}"
    rows = (
        ("link-45deg", "link", {"data-kopiuj": ""}),
        ("file-earmark-code", "curl", {"data-kopiuj": " ", "data-curl": data.indicator.code}),
        ("quote", "citation", {"data-kopiuj": " ", "data-citation": citation}),
    )
    return [
        html.Li(
            html.Button(
                _words(
                    sign,
                    t(f"indicator.get.{key}"),
                    t(f"indicator.get.{key}_note"),
                    count=t("indicator.get.copy"),
                ),
                type="button",
                **{"data-done": t("controls.copied"), **attributes},
            )
        )
        for sign, key, attributes in rows
    ]


def _words(
    sign: str, name: str, note: str, *, count: str = "", mark: str | None = None
) -> list[Component]:
    """Return the inside of an entry; the count stands first, for its text changes on copying."""
    marks = {"data-count-of": mark} if mark else {}
    return [
        html.Span(count, className="n", **marks),
        icon(sign),
        html.Span([html.B(name), html.Br(), html.Small(note, className="xs")]),
    ]
