"""Text of a source made fit to be kept, shown and written into any file."""

LONGEST_NAME = 500
CUT = "…"


def plain_text(text: str, longest: int | None = None) -> str:
    """Return a text in one line of letters, signs and single spaces.

    Left out is what no reader sees: control characters (a database refuses NUL, XML most of them)
    and marks that turn the direction of writing, which could make one text look like another.

    Args:
        text: as it came.
        longest: most characters; a longer text ends with an ellipsis. None: however long.
    """
    seen = text if text.isprintable() else "".join(map(_seen, text))
    line = " ".join(seen.split())
    if longest is None or len(line) <= longest:
        return line
    return line[: longest - len(CUT)].rstrip() + CUT


def _seen(sign: str) -> str:
    if sign.isprintable():
        return sign
    return " " if sign.isspace() else ""
