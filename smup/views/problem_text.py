"""What was wrong with an address, in words."""

from smup.i18n import Texts
from smup.view_state import Problem


def problem_text(t: Texts, problem: Problem) -> str:
    """Return one sentence about a parameter that was replaced or left out in part."""
    values = {"value": problem.value, "instead": problem.instead}
    if problem.reason:
        return t(f"peers.problem.{problem.parameter}_{problem.reason}", **values)
    return t(f"view.problem.{problem.parameter}", **values)
