"""Files of a card: added with what was typed, shown to its authors only, removed, limited."""

import io
import re
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import Engine, select
from werkzeug.test import TestResponse

from smup.models import PracticeAttachment
from smup.practices.attachments_on_disk import MOST_BYTES
from tests.desk_server import OTHER, ClientAs, DeskClient
from tests.practice_forms import NEW, form, open_fields, saved

FILE = re.compile(r"/konto/praktyki/\d+/pliki/([0-9a-f]{32})")


def png(size: int = 4) -> bytes:
    """Return a small picture."""
    target = io.BytesIO()
    Image.new("RGB", (size, size), "red").save(target, "PNG")
    return target.getvalue()


def attach(data: bytes = b"", *, name: str = "plan.png", **changes: object) -> dict[str, object]:
    """Return a form that adds a file."""
    sent = (io.BytesIO(data or png()), name)
    return form(action="attach", new_file=sent, new_title="Plan tras", **changes)


def send_large(client: DeskClient, data: bytes, **changes: object) -> TestResponse:
    """Send a form with a large file as one body: the client would keep it in a file of its own."""
    fields = form(action="attach", csrf_token=client.token("/konto"), **changes)
    line = "--granica"
    parts = [
        f'{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    head = f'{line}\r\nContent-Disposition: form-data; name="new_file"; filename="a.pdf"\r\n\r\n'
    body = "".join(parts).encode() + head.encode() + data + f"\r\n{line}--\r\n".encode()
    return client.post(NEW, data=body, content_type="multipart/form-data; boundary=granica")


def files(engine: Engine) -> list[str]:
    """Return the names of the files kept."""
    with engine.connect() as connection:
        return list(connection.scalars(select(PracticeAttachment.name)))


def on_disk(server: Flask) -> int:
    """Return the number of files in the folder."""
    folder = Path(server.extensions["desk"].settings.attachments_dir)
    return sum(path.is_file() for path in folder.rglob("*"))


def test_a_file_is_added_to_a_new_card_with_everything_typed(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    client = client_as("contributor")
    answer = client.send(NEW, attach(results="Wpisane w tym samym formularzu"))
    assert answer.status_code == 303
    assert answer.location.endswith("#zalaczniki")
    page = client.get(answer.location).text
    assert "Wpisane w tym samym formularzu" in page
    assert 'value="Plan tras"' in page
    shown = client.get(FILE.search(page)[0])
    assert shown.mimetype == "image/png"
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert files(desk_engine) == [FILE.search(page)[1]]


def test_a_pdf_is_only_downloaded(client_as: ClientAs) -> None:
    client = client_as("contributor")
    answer = client.send(NEW, attach(b"%PDF-1.4\n%%EOF\n", name="uchwala.pdf"))
    page = client.get(answer.location).text
    assert "attachment" in client.get(FILE.search(page)[0]).headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"<script>alert(1)</script>", "plan.png", "nie jest obrazem"),
        (b"MZ" + b"\0" * 200, "plan.pdf", "nie jest obrazem"),
        (png()[:40], "plan.png", "nie można odczytać"),
    ],
)
def test_a_wrong_file_is_refused_and_the_text_stays(
    client_as: ClientAs, server: Flask, data: bytes, name: str, words: str
) -> None:
    answer = client_as("contributor").send(NEW, attach(data, name=name, results="Zostaje"))
    assert answer.status_code == 400
    assert words in answer.text.replace("\xa0", " ")
    assert 'href="#new_file"' in answer.text
    assert "Zostaje" in answer.text
    assert on_disk(server) == 0


def test_a_file_that_is_too_large_is_refused_and_the_text_stays(client_as: ClientAs) -> None:
    data = b"%PDF-1.4" + b"0" * MOST_BYTES
    answer = send_large(client_as("contributor"), data, results="Zostaje")
    assert answer.status_code == 400
    assert "za duży: najwyżej 5 MB" in answer.text.replace("\xa0", " ")
    assert "Zostaje" in answer.text


def test_a_form_far_too_large_is_refused_as_a_whole(client_as: ClientAs) -> None:
    answer = send_large(client_as("contributor"), b"0" * (MOST_BYTES * 2))
    assert answer.status_code == 413


def test_a_card_takes_ten_files(client_as: ClientAs, desk_engine: Engine) -> None:
    client = client_as("contributor")
    address = client.send(NEW, attach()).location.partition("#")[0]
    page = client.get(address).text
    known = {f"file_{name}": "Plan" for name in files(desk_engine)}
    many = known | {f"file_{number:032x}": "Plan" for number in range(9)}
    answer = client.send(address, {**open_fields(client, address), **attach(**many)})
    assert answer.status_code == 400
    assert "najwyżej 10 plików" in answer.text.replace("\xa0", " ")
    assert page


def test_a_removed_file_is_gone_from_the_disk(
    client_as: ClientAs, desk_engine: Engine, server: Flask
) -> None:
    client = client_as("contributor")
    address = client.send(NEW, attach()).location.partition("#")[0]
    (name,) = files(desk_engine)
    assert on_disk(server) == 1
    fields = {**open_fields(client, address), **form(action=f"remove:{name}")}
    fields[f"file_{name}"] = "Plan tras"
    assert client.send(address, fields).status_code == 303
    assert files(desk_engine) == []
    assert on_disk(server) == 0


def test_a_discarded_draft_leaves_no_files(
    client_as: ClientAs, desk_engine: Engine, server: Flask
) -> None:
    client = client_as("contributor")
    address = client.send(NEW, attach()).location.partition("#")[0]
    client.send(f"{address}/porzuc", open_fields(client, address))
    assert files(desk_engine) == []
    assert on_disk(server) == 0


def test_a_save_that_collides_leaves_no_file_behind(
    client_as: ClientAs, desk_engine: Engine, server: Flask
) -> None:
    client = client_as("contributor")
    address = saved(client)
    seen = open_fields(client, address)
    client.send(address, {**seen, **form(results="Ktoś był szybszy")})
    assert client.send(address, {**seen, **attach()}).status_code == 409
    assert files(desk_engine) == []
    assert on_disk(server) == 0


def test_nobody_else_gets_a_file_of_a_draft(client_as: ClientAs) -> None:
    client = client_as("contributor")
    page = client.get(client.send(NEW, attach()).location).text
    path = FILE.search(page)[0]
    assert client_as("contributor", unit=OTHER).get(path).status_code == 404
    assert client_as("trainer").get(path).status_code == 404
    assert "/logowanie" in client_as(None).get(path).location
    assert client_as("moderator").get(path).status_code == 200
    assert client.get(path[:-1] + "/").status_code == 404
    assert client.get(path[:-32] + "..%2f..%2fsmup.sqlite").status_code == 404


def test_a_file_of_another_practice_is_not_taken_over(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    owner = client_as("contributor")
    owner.send(NEW, attach())
    (name,) = files(desk_engine)
    thief = client_as("contributor", unit=OTHER)
    address = saved(thief, **{f"file_{name}": "Cudzy plan"})
    assert name not in thief.get(address).text
