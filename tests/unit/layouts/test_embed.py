"""One block of a page alone: what is seen, what is only hidden, what goes."""

from dash import dcc, html
from dash.development.base_component import Component

from layouts.embed_parts import AWAY, Wanted, alone, find, without_writing
from tests.tree import text, walk


def page() -> html.Div:
    return html.Div(
        [
            dcc.Store(id="state"),
            html.H1("Page"),
            html.Div([html.Label("Unit", htmlFor="f"), html.Div(id="unit")], className="bar"),
            html.Div(
                [
                    html.Section([html.H2("Map"), dcc.Graph(id="map")], className="first"),
                    html.Section([html.H2("Table"), html.Div(id="rows")], className="second"),
                ],
                className="w",
            ),
        ]
    )


def hidden(tree: Component) -> set[str]:
    """Ids under a part that neither eye nor screen reader meets."""
    away = [one for one in walk(tree) if getattr(one, "className", None) == AWAY]
    assert all(one.hidden is True for one in away)
    inside = [part for one in away for part in walk(one)]
    return {str(part.id) for part in inside if getattr(part, "id", None)}


def test_only_the_wanted_part_is_seen() -> None:
    tree = page()
    part = find(tree, Wanted(id="rows", inside=html.Section))
    assert part is not None
    assert part.className == "second"
    shown = alone(tree, [part])
    assert hidden(shown) == {"unit", "map"}
    assert part.hidden is None if hasattr(part, "hidden") else True


def test_every_id_stays_so_that_callbacks_find_their_outputs() -> None:
    before = {one.id for one in walk(page()) if getattr(one, "id", None)}
    tree = page()
    part = find(tree, Wanted(name="second"))
    assert part is not None
    after = {one.id for one in walk(alone(tree, [part])) if getattr(one, "id", None)}
    assert after == before


def test_what_nothing_looks_for_is_left_out() -> None:
    tree = page()
    part = find(tree, Wanted(name="second"))
    assert part is not None
    assert "Page" not in text(alone(tree, [part]))


def test_a_part_that_is_not_there_is_not_found() -> None:
    assert find(page(), Wanted(id="nothing")) is None
    assert find(page(), Wanted(id="rows", inside=html.Figure)) is None


def test_links_to_the_pages_of_those_who_write_are_left_out() -> None:
    tree = html.Div(
        [html.A("reply", href="/konto/uwagi/nowa"), html.A("card", href="/wskaznik/A"),
         html.P(html.A("reply", href="/en/konto/uwagi/nowa"))]
    )  # fmt: skip
    assert text(without_writing(tree)) == "card"
