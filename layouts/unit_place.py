"""Where in the country a unit lies: a small picture beside the opening sentence."""

from dash import html

from smup.i18n import texts
from smup.services import Services
from smup.views.profile import Profile
from smup.views.unit.place import place_picture


def place_map(services: Services, profile: Profile) -> html.Img | None:
    """Return the outline of the country with my diamond; None without borders or a place."""
    picture = place_picture(services.repository, profile.unit)
    if picture is None:
        return None
    name = texts(profile.lang)("unit.place", name=profile.name)
    return html.Img(src=picture, alt=name, className="polozenie")
