"""Messages: to a real little SMTP server, with hostile values, and when nothing answers."""

import logging
import smtplib
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest

from smup.accounts import notices as module
from smup.accounts.notices import Notices, Recipient
from smup.settings import Settings

OLA = Recipient(email="ola@urzad.example", lang="pl")
VALUES: dict[str, object] = {"name": "Ola", "address": "https://smup.example/x", "hours": 72}


class _Smtp(socketserver.StreamRequestHandler):
    """Speaks as much of SMTP as a message needs."""

    def handle(self) -> None:
        kept: list[bytes] = self.server.kept  # type: ignore[attr-defined]
        self._say("220 test")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self._say("354 go")
                body = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    body += part
                kept.append(body)
            if word == b"QUIT":
                self._say("221 bye")
                return
            self._say("250 ok")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def smtp() -> Iterator[Any]:
    """A server that keeps the bodies it is given in ``kept``."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Smtp) as server:
        server.kept = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def settings(port: int, **changes: Any) -> Settings:
    values = {
        "smtp_url": f"smtp://127.0.0.1:{port}",
        "mail_from": "smup@urzad.example",
        "public_url": "https://smup.example",
        **changes,
    }
    return Settings(database_url="sqlite://", **values)


def send(port: int, key: str = "password_first", to: Recipient = OLA, **values: Any) -> int:
    notices = Notices(settings(port), waits=(0.0,))
    queued = notices.send([to], key, **{**VALUES, **values})
    notices.close()
    return queued


def test_a_message_arrives_in_the_language_of_its_recipient(smtp: Any) -> None:
    port = smtp.server_address[1]
    assert send(port) == 1
    assert send(port, to=Recipient(email="bob@office.example", lang="en")) == 1
    first, second = (message_from_bytes(body, policy=default) for body in smtp.kept)
    assert first["Subject"] == "SMUP: ustaw hasło do konta"
    assert first["To"] == "ola@urzad.example"
    assert first["From"] == "SMUP <smup@urzad.example>"
    assert "https://smup.example/x" in first.get_content()
    assert second["Subject"] == "SMUP: set the password of your account"


def test_values_cannot_add_headers(smtp: Any) -> None:
    send(smtp.server_address[1], name="Ola\r\nBcc: evil@example.org\r\n\r\n<script>")
    message = message_from_bytes(smtp.kept[0], policy=default)
    assert message["Bcc"] is None
    assert message["To"] == "ola@urzad.example"
    assert module._one_line("a\r\nBcc: x\x00" + "y" * 500).startswith("a Bcc: x y")
    assert len(module._one_line("y" * 500)) == 150


def test_a_recipient_with_a_header_in_it_gets_nothing(smtp: Any) -> None:
    notices = Notices(settings(smtp.server_address[1]), waits=(0.0,))
    with pytest.raises(ValueError, match=r"linefeed|CR|header"):
        notices.send(
            [Recipient(email="a@b.pl\nBcc: x@y.pl", lang="pl")], "password_first", **VALUES
        )
    notices.close()
    assert smtp.kept == []


def test_a_server_that_does_not_answer_is_logged_without_secrets(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []

    def refuse(server: Any, _message: Any) -> None:
        tries.append(server.hostname)
        raise smtplib.SMTPAuthenticationError(535, b"ola@urzad.example hunter2")

    monkeypatch.setattr(module, "_send", refuse)
    url = "smtp://user:hunter2@mail.example:587"
    notices = Notices(settings(1, smtp_url=url), waits=(0.0, 0.0, 0.0))
    with caplog.at_level(logging.WARNING):
        notices.send([OLA], "password_first", **VALUES)
        while len(tries) < 3:
            threading.Event().wait(0.01)
        notices.close()
    said = caplog.text
    assert tries == ["mail.example"] * 3
    assert "SMTPAuthenticationError" in said
    assert "hunter2" not in said
    assert "ola@" not in said
    assert "smup.example/x" not in said


def test_to_another_machine_nothing_goes_without_tls(
    smtp: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "NEARBY", frozenset())
    send(smtp.server_address[1])
    assert smtp.kept == []
    assert "SMTPNotSupportedError" in caplog.text


@pytest.mark.parametrize("missing", ["smtp_url", "mail_from", "public_url"])
def test_without_all_settings_nothing_is_sent(missing: str) -> None:
    notices = Notices(settings(25, **{missing: ""}))
    assert not notices.configured
    assert notices.send([OLA], "password_first", **VALUES) == 0


def test_an_unknown_text_is_told_at_once() -> None:
    notices = Notices(settings(25))
    with pytest.raises(KeyError):
        notices.send([OLA], "no_such_message")
    notices.close()
