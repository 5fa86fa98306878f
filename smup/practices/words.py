"""Words of Polish texts cut to what their inflected forms have in common.

The stemmer of Snowball for Polish knows endings, not alternations: it leaves ``żłobek`` beside
``żłobk``, ``dowożen`` beside ``dowóz`` and cuts nothing off words typed without diacritics. So a
word gives several stems, all without diacritics: what Snowball makes of it, what Snowball makes
of it without diacritics, and the root of either (``_root``). Two words are taken for one when a
stem of one begins with a stem of the other.
"""

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

LONGEST_WORD = 40
_STROKES = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss"})
_WORD = re.compile(r"[^\W_]+")
_held = threading.local()

# Ending, what stands in its place, letters that must remain before it. The first that fits is
# applied, then the next round begins; the order is that of the layers of a Polish word.
_TRIMS: tuple[tuple[str, str, int], ...] = (
    ("nosc", "n", 3),  # bezdomność: bezdomny
    ("nosk", "n", 3),
    ("owsk", "", 4),  # pruszkowski: Pruszków
    ("insk", "in", 4),  # koszaliński: Koszalin
    ("ansk", "an", 4),  # poznański: Poznań
    ("lmsk", "lm", 2),  # chełmski: Chełm
    ("yjn", "j", 3),  # edukacyjny: edukacja
    ("yczn", "yk", 4),
    ("ow", "", 3),  # wodociągowy, żłobków: wodociąg, żłobek
    ("um", "", 4),  # muzeum: muzea
    ("ek", "k", 3),  # żłobek: żłobki
    ("ec", "k", 4),  # mieszkaniec: mieszkańcy
    ("nn", "n", 3),  # gminny: gmina
    ("en", "", 4),  # dowożenie: dowóz
    ("an", "", 4),  # spotkanie
    ("en", "n", 3),  # uczeń: uczniowie
    ("ni", "n", 3),
    ("c", "k", 3),  # opiece: opieka
)
_MOST_TRIMS = 4


def fold(word: str) -> str:
    """Return a word in lower case without diacritics; letters of other scripts are left."""
    decomposed = unicodedata.normalize("NFKD", word.lower().translate(_STROKES))
    return "".join(sign for sign in decomposed if sign.isalnum())


def split(text: str) -> list[str]:
    """Return the words of a text in lower case, in their order, each cut to 40 letters."""
    plain = unicodedata.normalize("NFC", text).lower()
    return [word[:LONGEST_WORD] for word in _WORD.findall(plain)]


@lru_cache(maxsize=50_000)
def stems_of(word: str) -> tuple[str, ...]:
    """Return the stems of one word, each once; empty for what has no letter and no digit."""
    plain = fold(word)
    cut = (fold(_stemmed(word)), fold(_stemmed(plain)))
    return tuple(dict.fromkeys(stem for one in cut for stem in (one, _root(one)) if stem))


def stems(text: str) -> list[str]:
    """Return the stems of all words of a text, in their order; a word may give several."""
    return [stem for word in split(text) for stem in stems_of(word)]


def _stemmed(word: str) -> str:
    # A stemmer keeps its word in itself, so every thread has its own.
    stemmer = getattr(_held, "stemmer", None)
    if stemmer is None:
        stemmer = _held.stemmer = snowballstemmer.stemmer("polish")
    return str(stemmer.stemWord(word))


def _root(stem: str) -> str:
    for _ in range(_MOST_TRIMS):
        shorter = _trimmed(stem)
        if shorter == stem:
            break
        stem = shorter
    return stem


def _trimmed(stem: str) -> str:
    for ending, instead, remain in _TRIMS:
        if stem.endswith(ending) and len(stem) - len(ending) >= remain:
            return stem.removesuffix(ending) + instead
    return stem
