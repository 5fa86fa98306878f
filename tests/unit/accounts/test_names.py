"""E-mails and names as they are kept."""

import pytest

from smup.accounts.names import normal_email, normal_name


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" Jan@Urzad.PL ", "jan@urzad.pl"),
        ("a.b+c@d-e.gov.pl", "a.b+c@d-e.gov.pl"),
        ("a..b@c.pl", None),
        ("a@b", None),
        ("a@-b.pl", None),
        ("a b@c.pl", None),
        ("a@b.pl\nx", None),
        ("a@b.pl,c@d.pl", None),
        ("zażółć@b.pl", None),
        ("", None),
        ("a" * 250 + "@b.pl", None),
    ],
)
def test_emails(text: str, kept: str | None) -> None:
    assert normal_email(text) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Jan   Kowalski ", "Jan Kowalski"),
        ("Jan\x00Kowalski", "Jan Kowalski"),
        ("Łucja Żółć", "Łucja Żółć"),
        ("{{7*7}} <b>x</b>", "{{7*7}} <b>x</b>"),
        ("123", None),
        ("", None),
        ("a" * 121, None),
    ],
)
def test_names(text: str, kept: str | None) -> None:
    assert normal_name(text) == kept
