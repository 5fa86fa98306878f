"""E-mail notices: texts of the recipient's language, sent by a thread, never in the way."""

import logging
import smtplib
import ssl
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import make_msgid
from threading import Event, Lock
from urllib.parse import SplitResult, unquote, urlsplit

from smup.i18n import texts
from smup.settings import Settings

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 15.0
WAITS_SECONDS = (0.0, 5.0, 30.0)
PORTS = {"smtp": 587, "smtps": 465}
NEARBY = frozenset({"localhost", "127.0.0.1", "::1"})
LONGEST_SUBJECT = 150
LONGEST_QUEUE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who gets a message.

    Attributes:
        email: address.
        lang: language of the message.
    """

    email: str
    lang: str


class Notices:
    """Sends messages through the server of ``SMUP_SMTP_URL``; without it sends nothing."""

    def __init__(self, settings: Settings, *, waits: tuple[float, ...] = WAITS_SECONDS) -> None:
        """Take the settings; the thread starts with the first message.

        Args:
            settings: server, sender and address of the service.
            waits: seconds before each try of a message.
        """
        self._settings = settings
        self._waits = waits
        self._pool: ThreadPoolExecutor | None = None
        self._lock = Lock()
        self._stopped = Event()
        self._queued = 0

    @property
    def configured(self) -> bool:
        """Tell whether messages are sent: there is a server, a sender and a public address."""
        settings = self._settings
        return bool(settings.smtp_url and settings.mail_from and settings.public_url)

    def address(self, path: str) -> str:
        """Return the whole address of a path of the service, as messages give it."""
        return f"{self._settings.public_url}{path}"

    def send(self, recipients: Iterable[Recipient], key: str, **values: object) -> int:
        """Queue a message to each recipient; never raises for what the server does.

        Args:
            recipients: who; each gets a message of their own.
            key: of the texts ``notices.<key>_subject`` and ``notices.<key>_body``.
            values: of the placeholders of the texts.

        Returns:
            The number of messages queued: 0 when no server is set.

        Raises:
            KeyError: when there are no such texts or a placeholder has no value.
        """
        if not self.configured:
            return 0
        messages = [self._message(recipient, key, values) for recipient in recipients]
        return sum(self._queue(message, key) for message in messages)

    def close(self) -> None:
        """Send what is queued, each once more at most, and end the thread."""
        self._stopped.set()
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True)

    def _message(self, recipient: Recipient, key: str, values: dict[str, object]) -> EmailMessage:
        t = texts(recipient.lang)
        message = EmailMessage()
        subject = t(f"notices.{key}_subject", **values)
        message["Subject"] = _one_line(subject)
        message["From"] = _sender(self._settings.mail_from)
        message["To"] = recipient.email
        domain = urlsplit(self._settings.public_url).hostname or "localhost"
        message["Message-ID"] = make_msgid(domain=domain)
        message["Auto-Submitted"] = "auto-generated"
        footer = t("notices.footer", site=self._settings.public_url)
        message.set_content(f"{t(f'notices.{key}_body', **values)}\n\n-- \n{footer}\n")
        return message

    def _queue(self, message: EmailMessage, key: str) -> bool:
        with self._lock:
            if self._queued >= LONGEST_QUEUE:
                logger.error("notice %s dropped: %d messages wait already", key, self._queued)
                return False
            self._queued += 1
            if self._pool is None:
                self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="notices")
            self._pool.submit(self._deliver, message, key)
        return True

    def _deliver(self, message: EmailMessage, key: str) -> None:
        """Try to send a message some times; failures are logged without its text or address."""
        try:
            for attempt, wait in enumerate(self._waits, start=1):
                if attempt > 1 and self._stopped.wait(wait):
                    return
                try:
                    _send(urlsplit(self._settings.smtp_url), message)
                except (OSError, smtplib.SMTPException, ValueError) as error:
                    # The text of the error may repeat addresses: its kind is enough.
                    logger.warning(
                        "notice %s not sent, try %d: %s", key, attempt, type(error).__name__
                    )
                else:
                    return
        finally:
            with self._lock:
                self._queued -= 1


def _send(server: SplitResult, message: EmailMessage) -> None:
    host, port = server.hostname or "localhost", server.port or PORTS[server.scheme]
    context = ssl.create_default_context()
    if server.scheme == "smtps":
        with smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=context) as client:
            _hand_over(client, server, message)
        return
    with smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS) as client:
        client.ehlo()
        # A server of the same machine needs no TLS; to any other nothing goes in the clear.
        if client.has_extn("starttls") or host not in NEARBY:
            client.starttls(context=context)
        _hand_over(client, server, message)


def _hand_over(client: smtplib.SMTP, server: SplitResult, message: EmailMessage) -> None:
    if server.username:
        client.login(unquote(server.username), unquote(server.password or ""))
    client.send_message(message)


def _sender(text: str) -> Address:
    """Return the sender of ``SMUP_MAIL_FROM``, with the name of the service."""
    return Address(display_name="SMUP", addr_spec=text)


def _one_line(text: str) -> str:
    """Return a subject that cannot hold a second header."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_SUBJECT]
