"""The terms of the data as machines read them; in words they stand in every exported file."""

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
OPEN_DATA_ACT = "https://isap.sejm.gov.pl/isap.nsf/DocDetails.xsp?id=WDU20210001641"


def licence_address(*, sample: bool) -> str:
    """Return the address of the terms: nobody owns a generated sample, real data are public."""
    return CC0 if sample else OPEN_DATA_ACT
