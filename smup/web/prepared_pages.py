"""Answers about a file that is not there yet, or will not be: a page, or JSON for programs."""

import time
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from flask import Response, request

from smup.exports.forms import about_bytes
from smup.formats import format_number
from smup.i18n import Texts, texts
from smup.jobs.queue import Status
from smup.links import data_href, href, with_query
from smup.reports.html import page_html
from smup.views.practices.card_words import size_text
from smup.views.take_out.records import Extract
from smup.web.caching import to_json
from smup.web.reports_refusals import wants_json

TOKEN_PARAMETER = "zlecenie"  # noqa: S105  a name
POLL_SECONDS = 3
FULL_SECONDS = 60
MINUTE = 60
UNFINISHED = ("absent", "waiting", "running")


@dataclass(frozen=True, kw_only=True)
class Order:
    """A file that was asked for.

    Attributes:
        key: of the file.
        form: its format.
        extract: its table.
    """

    key: str
    form: str
    extract: Extract

    @property
    def lang(self) -> str:
        """Return the language of the file and of what is said about it."""
        return self.extract.description.lang

    @cached_property
    def about_bytes(self) -> int:
        """Return about how large the file will be."""
        return about_bytes(self.form, self.extract)

    def address(self, token: str = "") -> str:
        """Return the address asked for, with the token of who asks."""
        return address_asked(token)

    def own_address(self, token: str) -> str:
        """Return the address of the order itself, which tells how far it is and gives it up."""
        return f"/eksport/{self.lang}/zlecenie/{self.key}/{token}"


def address_asked(token: str = "") -> str:
    """Return the address of the current request, with another token or without one."""
    kept = [pair for pair in request.args.items(multi=True) if pair[0] != TOKEN_PARAMETER]
    query = urlencode([*kept, (TOKEN_PARAMETER, token)] if token else kept)
    return f"{request.path}?{query}" if query else request.path


def waiting(order: Order, status: Status, token: str) -> Response:
    """Return 202: the file is being made; the same address gives it when it is ready."""
    t = texts(order.lang)
    address, own = order.address(token), order.own_address(token)
    if wants_json():
        body = _state(t, status) | {
            "about_bytes": order.about_bytes,
            "file": address,
            "order": own,
        }
        answer = Response(to_json(body), status=202, mimetype="application/json")
    else:
        page = page_html(
            order.lang,
            title=t("limits.wait.title"),
            lines=(_named(t, order), _progress(t, status)),
            links=_links(t, order, address, "limits.wait.again"),
            refresh=POLL_SECONDS,
            template="prepared.html",
            order=own,
            file=address,
            share=_share(status),
            cancel=t("limits.wait.cancel"),
        )
        answer = Response(page, status=202, mimetype="text/html")
    answer.headers["Retry-After"] = str(POLL_SECONDS)
    answer.headers["Location"] = address
    return _never_kept(answer)


def told(lang: str, status: Status) -> Response:
    """Return how far an order is, as JSON."""
    return _never_kept(Response(to_json(_state(texts(lang), status)), mimetype="application/json"))


def cancelled(lang: str, *, alone: bool) -> Response:
    """Return that the order is given up, and whether the file is still made for others."""
    t = texts(lang)
    detail = t("limits.order.cancelled" if alone else "limits.order.left")
    if wants_json():
        body = to_json({"status": "cancelled", "detail": detail})
        return _never_kept(Response(body, mimetype="application/json"))
    page = page_html(
        lang,
        title=t("limits.order.title"),
        lines=(detail,),
        links=((t("limits.wait.desk"), data_href(lang)),),
    )
    return _never_kept(Response(page, mimetype="text/html"))


def failed(order: Order, status: Status) -> Response:
    """Return why the file was not made, with a number for the log; asking again tries again."""
    t = texts(order.lang)
    detail = t(f"limits.failed.{status.reason}", id=status.number)
    code = 507 if status.reason == "disk" else 500
    return _refused(order, code, t("limits.failed.title"), detail)


def full(order: Order, count: int) -> Response:
    """Return 503: too many files wait."""
    t = texts(order.lang)
    detail = t.plural("limits.failed.full", count)
    answer = _refused(order, 503, t("limits.failed.full_title"), detail)
    answer.headers["Retry-After"] = str(FULL_SECONDS)
    return answer


def unable(order: Order, reason: str, *, status: int, most: int = 0) -> Response:
    """Return that this file cannot be made here, and what can be had instead."""
    t = texts(order.lang)
    detail = t(
        f"limits.unable.{reason}", size=size_text(order.about_bytes, t), most=size_text(most, t)
    )
    return _refused(order, status, t("limits.unable.title"), detail)


def _refused(order: Order, status: int, title: str, detail: str) -> Response:
    t = texts(order.lang)
    if wants_json():
        body = {
            "type": "urn:smup:problem:file",
            "title": title,
            "status": status,
            "detail": detail,
            "instance": request.path,
        }
        answer = Response(to_json(body), status=status, mimetype="application/problem+json")
    else:
        page = page_html(
            order.lang,
            title=title,
            lines=(_named(t, order), detail),
            links=_links(t, order, order.address(), "limits.failed.again"),
        )
        answer = Response(page, status=status, mimetype="text/html")
    return _never_kept(answer)


def _state(t: Texts, status: Status) -> dict[str, object]:
    step = status.step
    return {
        "status": status.state,
        "ahead": status.ahead,
        "rows_done": step.done if step else 0,
        "rows": step.rows if step else None,
        "seconds": round(time.time() - step.since) if step else 0,
        "percent": _share(status),
        "detail": t("limits.wait.ready") if status.state == "ready" else _progress(t, status),
    }


def _share(status: Status) -> int | None:
    step = status.step
    return 100 * min(step.done, step.rows) // step.rows if step and step.rows else None


def _progress(t: Texts, status: Status) -> str:
    if status.state == "failed":
        return t("limits.failed.title")
    if status.state == "absent":
        return t("limits.wait.gone")
    if status.state == "waiting":
        if status.ahead:
            return t.plural("limits.wait.queued", status.ahead)
        return t("limits.wait.next")
    step = status.step
    if step is None or step.done == 0:
        return t("limits.wait.reading")
    minutes, seconds = divmod(max(0, round(time.time() - step.since)), MINUTE)
    return t(
        "limits.wait.running",
        done=format_number(step.done, decimals=0, lang=t.lang, group_all=True),
        rows=format_number(step.rows, decimals=0, lang=t.lang, group_all=True),
        percent=_share(status) or 0,
        time=f"{minutes}:{seconds:02d}",
    )


def _named(t: Texts, order: Order) -> str:
    rows = order.extract.table.rows
    return t.plural(
        "limits.wait.lead",
        rows,
        title=order.extract.description.title,
        form=order.form.upper(),
        rows=format_number(rows, decimals=0, lang=t.lang, group_all=True),
        size=size_text(order.about_bytes, t),
    )


def _links(t: Texts, order: Order, address: str, again: str) -> tuple[tuple[str, str], ...]:
    description = order.extract.description
    page = with_query(href(order.lang, description.page), description.query)
    return ((t(again), address), (t("limits.wait.page"), page))


def _never_kept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
