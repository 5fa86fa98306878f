"""Callbacks and layouts fit together: Dash itself accepts unknown ids and doubled outputs."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from dash import html
from dash.development.base_component import Component
from sqlalchemy import select

from app import Application, create_app
from callbacks.shell import show_page
from layouts import PAGES, ids
from smup.database import make_engine
from smup.i18n import LANGUAGES
from smup.links import href
from smup.models import Sector
from smup.settings import Settings
from tests import builders, small_country
from tests.architecture.sources import python_files
from tests.practice_data import add_practice, full_card

# Values of the parameters that stand in paths, known to the small country.
PARAMETERS = {
    "sector": "edukacja",
    "code": "EDU-PRZ-01",
    "teryt": "1420011",
    "service": "szkoly-podstawowe",
    "slug": "dowozenie-uczniow",
    "number": "1",
}
MULTIPLE = re.compile(r"^\.\.(.*)\.\.$")


@pytest.fixture(scope="module")
def application(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Application:
    """The whole application over the small country."""
    file = tmp_path_factory.mktemp("wiring") / "smup.sqlite"
    shutil.copy(migrated_sqlite, file)
    url = f"sqlite:///{file}"
    engine = make_engine(url)
    small_country.fill(engine)
    with engine.begin() as connection:
        sector = connection.execute(select(Sector.id)).scalars().first()
        builders.service(connection, code=PARAMETERS["service"], sector_id=sector)
        add_practice(connection, full_card(slug=PARAMETERS["slug"]))
    engine.dispose()
    return create_app(Settings(database_url=url))


def paths() -> list[str]:
    """Return an address of each page in each language."""
    filled = [re.sub(r"<(\w+)>", lambda found: PARAMETERS[found[1]], page.path) for page in PAGES]
    return [href(lang, path) for path in filled for lang in LANGUAGES]


def ids_in(content: Component | list[Component]) -> list[str]:
    """Return the ids of a component tree."""
    root = html.Div(content)
    found = [root, *root._traverse()]
    return [
        as_told(part.id) for part in found if isinstance(part, Component) and hasattr(part, "id")
    ]


def as_told(component_id: Any) -> str:
    """Return an id as Dash tells it to the browser: one made of several parts is JSON."""
    return component_id if isinstance(component_id, str) else json.dumps(component_id)


def page_ids(application: Application, path: str) -> list[str]:
    """Return the ids that are on the screen at an address."""
    shown = show_page(application.services, pathname=path, search="")
    return ids_in(application.layout) + ids_in(shown["page"])


def dependencies(application: Application) -> list[dict[str, Any]]:
    """Return the registered callbacks, as the browser is told of them."""
    answer = application.server.test_client().get("/_dash-dependencies")
    wiring: list[dict[str, Any]] = answer.get_json()
    return wiring


def outputs(callback: dict[str, Any]) -> list[str]:
    """Return the outputs of a callback as ``id.property``."""
    several = MULTIPLE.match(callback["output"])
    return several[1].split("...") if several else [callback["output"]]


def test_every_id_that_callbacks_use_is_on_some_page(application: Application) -> None:
    known = {one for path in paths() for one in page_ids(application, path)}
    used = {
        entry["id"]
        for callback in dependencies(application)
        for entry in (*callback["inputs"], *callback["state"])
    }
    used |= {
        output.rsplit(".", maxsplit=1)[0]
        for callback in dependencies(application)
        for output in outputs(callback)
        if callback["output"]
    }
    # What stands for many ids, ``{"name": ["MATCH"]}``, is on a page only with what it is made of.
    assert sorted(one for one in used - known if not one.startswith("{")) == []


def test_every_output_belongs_to_one_callback(application: Application) -> None:
    count = Counter(
        output for callback in dependencies(application) for output in outputs(callback) if output
    )
    assert [output for output, times in count.items() if times > 1 or "@" in output] == []


@pytest.mark.parametrize("path", paths())
def test_no_id_stands_twice_on_a_page(application: Application, path: str) -> None:
    count = Counter(page_ids(application, path))
    assert [one for one, times in count.items() if times > 1] == []


def test_every_named_id_is_used() -> None:
    names = {name for name in vars(ids) if name.isupper()}
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in python_files("layouts", "callbacks")
    )
    used = set(re.findall(r"\bids\.([A-Z_]+)\b", text))
    assert used <= names
    assert sorted(names - used) == []


def test_two_applications_in_one_process_both_work(application: Application) -> None:
    second = create_app(application.services.settings)
    assert dependencies(application) != []
    assert [callback["output"] for callback in dependencies(application)] == [
        callback["output"] for callback in dependencies(second)
    ]
