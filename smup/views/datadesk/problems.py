"""What was wrong with an address of the data desk, in words."""

from smup.i18n import Texts
from smup.view_state import Problem
from smup.views.problem_text import problem_text


def desk_problem_text(t: Texts, problem: Problem) -> str:
    """Return one sentence about a parameter that was replaced or left out in part."""
    key = problem.parameter if not problem.reason else f"{problem.parameter}_{problem.reason}"
    if t.has(f"datadesk_table.problem.{key}"):
        values = {"value": problem.value, "instead": problem.instead}
        return t(f"datadesk_table.problem.{key}", **values)
    return problem_text(t, problem)
