"""The made report: its address, files and preview."""

from dash import html
from dash.development.base_component import Component

from layouts.components import empty_state
from layouts.components.basics import icon
from smup.i18n import Texts
from smup.reports.builder import Builder
from smup.reports.spec import SERVICE

ICONS = {"html": "journal-text", "pdf": "download", "docx": "download"}


def result(found: Builder, t: Texts) -> list[Component]:
    """Return the address of the report in every format and a preview; or what is missing."""
    if found.spec is None:
        missing = "service" if found.kind == SERVICE else "unit"
        return [empty_state(t("reports.builder.preview"), t(f"reports.builder.choose_{missing}"))]
    address = found.spec.path
    return [
        html.H2(t("reports.builder.result")),
        html.Div([_file(t, form, path) for form, path in found.files], className="bb"),
        html.P(
            [f"{t('reports.builder.address')}: ", html.A(address, href=address)],
            className="raport-adres",
        ),
        html.Iframe(src=address, title=t("reports.builder.preview"), className="raport-podglad"),
    ]


def _file(t: Texts, form: str, address: str) -> html.A:
    main = "b g" if form == "pdf" else "b"
    return html.A(
        [icon(ICONS[form]), t(f"reports.builder.get_{form}")],
        href=address,
        className=main,
        target="_blank" if form == "html" else None,
    )
