"""The matrix of an indicator: all units and years in one compact, cached answer."""

from typing import Any, cast

import numpy as np
from flask import Blueprint, Response
from numpy.typing import NDArray

from smup.repository import IndicatorInfo, Matrix, Repository
from smup.territory.directory import UnitDirectory
from smup.views.as_of import as_of_value
from smup.views.pictures import map_breaks
from smup.web.api_route import answers
from smup.web.caching import (
    A_YEAR,
    BodyCache,
    chosen_encoding,
    encoded,
    encoded_answer,
    to_json,
)
from smup.web.openapi.operations import MATRIX
from smup.web.parameters import Parameters

DEFAULT_LEVEL = "gmina"
OF_TODAY = ("units", "decimals")
"""What a matrix says as of now, also as of a release."""
KEPT_BYTES = 64 * 1024 * 1024
ROUNDING = 4 * float(np.finfo(np.float64).eps)


def add_matrix_routes(api: Blueprint, repository: Repository) -> None:
    """Add ``indicators/<code>/matrix``."""
    bodies = BodyCache(most_bytes=KEPT_BYTES)

    @answers(api, MATRIX)
    def matrix(parameters: Parameters, code: str) -> Response:
        level = parameters.choice("level") or DEFAULT_LEVEL
        version = parameters.text("v")
        indicator = repository.indicator(code)
        tag = repository.dataset().tag
        encoding = chosen_encoding()

        def make() -> bytes:
            values = repository.matrix(indicator.id, level)
            body = matrix_value(
                values, indicator, level=level, version=tag, directory=repository.directory()
            )
            told = as_of_value(repository, OF_TODAY, [indicator.code])
            return encoded(to_json(body | told), encoding)

        body = bodies.get((tag, indicator.code, level, encoding), make)
        answer = encoded_answer(body, encoding, mimetype="application/json")
        if version == tag:
            answer.headers["Cache-Control"] = A_YEAR
        return answer


def matrix_value(
    matrix: Matrix,
    indicator: IndicatorInfo,
    *,
    level: str,
    version: str,
    directory: UnitDirectory,
) -> dict[str, Any]:
    """Return a matrix as the API gives it.

    ``units`` are the codes at the level; ``values`` has a list a year with value x 10^decimals
    rounded to a whole number, or null; ``flags`` has a text a year with one digit a unit.
    ``class_breaks`` cut values into classes for a map, the same in every year.

    Args:
        matrix: the values.
        indicator: whose they are.
        level: of the units.
        version: mark of the state of the data.
        directory: gives the codes.
    """
    units = [directory.by_id(key).code_at(level) for key in matrix.unit_ids.tolist()]
    digits = (matrix.flags + ord("0")).astype(np.uint8)
    return {
        "indicator": indicator.code,
        "level": level,
        "version": version,
        "decimals": indicator.decimals,
        "years": list(matrix.years),
        "units": units,
        "values": scaled(matrix.values, indicator.decimals),
        "flags": [row.tobytes().decode("ascii") for row in digits],
        "class_breaks": map_breaks(matrix, indicator),
    }


def scaled(values: NDArray[np.float64], decimals: int) -> list[list[int | None]]:
    """Return values x 10^decimals as whole numbers, None for NaN.

    Halves go away from zero, and a number counts as a half when its shortest decimal text ends so
    (2.675 becomes 268, though its binary form lies a little below), so that the map says the same
    as a printed table. ``ROUNDING`` covers the two rounding errors of a double in between.
    """
    product = values * 10.0**decimals
    whole = np.copysign(np.floor(np.abs(product) * (1 + ROUNDING) + 0.5), product)
    absent = np.isnan(whole)
    numbers = np.where(absent, 0, whole).astype(np.int64).astype(object)
    numbers[absent] = None
    return cast("list[list[int | None]]", numbers.tolist())
