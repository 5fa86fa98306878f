"""What was wrong with the address of the page of costs, in words."""

from smup.i18n import Texts
from smup.view_state import Problem
from smup.views.problem_text import problem_text


def cost_problem_text(t: Texts, problem: Problem) -> str:
    """Return one sentence about a parameter that was replaced."""
    key = "_".join(part for part in (problem.parameter, problem.reason) if part)
    own = f"costs.problem.{key}"
    return t(own, value=problem.value) if t.has(own) else problem_text(t, problem)
