"""Liveness and readiness."""

from flask import Blueprint, Response

from smup.repository import Repository
from smup.web.caching import json_answer


def health_routes(repository: Repository) -> Blueprint:
    """Return ``/healthz`` (the process answers) and ``/readyz`` (it can work with its data)."""
    routes = Blueprint("smup-health", __name__)

    @routes.get("/healthz")
    def healthz() -> Response:
        return _never_kept(Response("OK\n", mimetype="text/plain"))

    @routes.get("/readyz")
    def readyz() -> Response:
        data = repository.check()
        return _never_kept(
            json_answer({"status": "ready", "dataset": data.kind, "version": data.version})
        )

    return routes


def _never_kept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
