"""What a page must never do: complain in the console, fail, or ask another host."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

NETWORK_SCHEMES = {"http", "https", "ws", "wss"}


@dataclass
class Watch:
    """Collects the offences of the pages it follows."""

    host: str
    problems: list[str] = field(default_factory=list)
    allowed: list[re.Pattern[str]] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Listen to a page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._add(f"exception in the page: {error.stack}"))
        page.on("request", self._request)

    def allow(self, pattern: str) -> None:
        """Accept messages that match, in a test that provokes them on purpose."""
        self.allowed.append(re.compile(pattern))

    def check(self) -> None:
        """Fail when a page did anything it must not."""
        offences = [
            problem
            for problem in self.problems
            if not any(pattern.search(problem) for pattern in self.allowed)
        ]
        assert not offences, "\n".join(offences)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._add(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in NETWORK_SCHEMES and parts.netloc != self.host:
            self._add(f"request to another host: {request.url}")

    def _add(self, problem: str) -> None:
        self.problems.append(problem)
