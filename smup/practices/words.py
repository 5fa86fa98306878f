"""Words of Polish texts cut to what their inflected and derived forms have in common.

The stemmer of Snowball for Polish knows endings, not alternations: it leaves ``żłobek`` beside
``żłobk``, ``dowożen`` beside ``dowóz``, and cuts little off words typed without diacritics. So a
word stands under several forms, all of them without diacritics: itself, what Snowball makes of it
with and without diacritics, itself without the ending of a case, and the root of each of these.
Two words are taken for one when they share a form.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

LONGEST_WORD = 40
_STROKES = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss"})
_WORD = re.compile(r"[^\W_]+")
_held = threading.local()

_SHORTEST_STEM, _LONG = 3, 5
_CASE_ENDING = re.compile(
    "(?:iami|iach|iego|iemu|owie|ami|ach|ego|emu|ymi|imi|ych|ich|iem|iow|iom|owi|iej|em|ow|om|ej|ym"
    "|im|ie|ia|iu|ii|io|y|i|a|e|o|u)$"
)
_INFINITIVE = re.compile("(?:owac|ac|ic|yc)$")
_SOFT = (("dzie", "d"), ("dze", "g"), ("cie", "t"))
"""Endings of the locative in which the last letter of the stem is another one."""
# Ending, what stands in its place, letters that must remain before it. The first that fits is
# applied, then the search begins anew; longer endings stand before those they end with.
_TRIMS: tuple[tuple[str, str, int], ...] = (
    ("ownik", "", 5),  # kompostownik: kompost
    ("nosc", "n", 3),  # bezdomność: bezdomny
    ("iczn", "", 4),  # ekologiczny: ekologia
    ("yczn", "yk", 4),  # fabryczny: fabryka
    ("etyk", "", 5),  # energetyka: energia
    ("owan", "", 5),  # segregowanie: segregacja
    ("ycj", "", 5),  # inwestycja: inwestować
    ("acj", "", 4),
    ("yjn", "j", 3),  # edukacyjny: edukacja
    ("aln", "", 4),  # kulturalny: kultura, pływalnia: pływanie
    ("otn", "", 4),  # zdrowotny: zdrowie
    ("ing", "", 6),  # monitoring: monitorować
    ("izm", "", 5),  # alkoholizm: alkohol
    ("ark", "ar", 5),  # gospodarka: gospodarować
    ("elk", "el", 5),  # nauczycielka: nauczyciel
    ("wsk", "w", 2),  # wrocławski: Wrocław
    ("nsk", "n", 3),  # koszaliński: Koszalin
    ("rsk", "r", 2),
    ("lsk", "l", 4),  # obywatelski: obywatel
    ("msk", "m", 3),  # chełmski: Chełm
    ("ctw", "k", 3),  # sołectwo: sołecki
    ("iec", "c", 4),  # mieszkaniec: mieszkańcy
    ("ow", "", 4),  # wodociągowy: wodociąg
    ("um", "", 4),  # muzeum: muzea
    ("ck", "k", 2),  # ełcki: Ełk
    ("ek", "k", 3),  # żłobek: żłobki
    ("ln", "l", 3),  # szkolny: szkoła
    ("nn", "n", 3),  # gminny: gmina
    ("cz", "k", 3),  # biblioteczny: biblioteka
    ("rz", "r", 3),  # kulturze: kultura
    ("en", "", 4),  # dowożenie: dowóz
    ("an", "", 4),  # spotkanie
    ("on", "", 5),  # dowożony
    ("en", "n", 3),  # uczeń: uczniowie
    ("czn", "k", 4),  # biblioteczny
    ("c", "k", 3),  # opiece: opieka
    ("i", "", 3),
    ("j", "", 4),
)
_MOST_TRIMS = 4


def fold(word: str) -> str:
    """Return a word in lower case without diacritics; letters of other scripts are left."""
    decomposed = unicodedata.normalize("NFKD", word.lower().translate(_STROKES)).lower()
    return "".join(sign for sign in decomposed if sign.isalnum())


def split(text: str) -> list[str]:
    """Return the words of a text in lower case, in their order, each cut to 40 letters."""
    plain = unicodedata.normalize("NFC", text).lower()
    return [word[:LONGEST_WORD] for word in _WORD.findall(plain)]


@lru_cache(maxsize=50_000)
def forms(word: str) -> tuple[str, ...]:
    """Return the forms of one word, each once; the first is the word itself without diacritics.

    Empty for what has no letter and no digit.
    """
    plain = fold(word)
    if not plain:
        return ()
    cut = [plain, fold(_stemmed(word)), fold(_stemmed(plain)), *_without_ending(plain)]
    if "ą" in word:  # they stand for each other in one word: urząd, urzędu
        cut.append(fold(word.replace("ą", "ę")))
    cut = [form for form in cut if len(form) >= min(len(plain), _SHORTEST_STEM)]
    return tuple(dict.fromkeys((*cut, *(_root(form) for form in cut))))


def stems(text: str) -> list[str]:
    """Return the forms of all words of a text, in their order; a word may have several."""
    return [form for word in split(text) for form in forms(word)]


def _stemmed(word: str) -> str:
    # A stemmer keeps its word in itself, so every thread has its own.
    stemmer = getattr(_held, "stemmer", None)
    if stemmer is None:
        stemmer = _held.stemmer = snowballstemmer.stemmer("polish")
    return str(stemmer.stemWord(word))


def _without_ending(plain: str) -> Iterator[str]:
    yield _CASE_ENDING.sub("", plain)
    yield plain.rstrip("aeiouy")
    if len(plain) > _LONG:
        yield _INFINITIVE.sub("", plain)
    for soft, hard in _SOFT:
        if plain.endswith(soft):
            yield plain.removesuffix(soft) + hard


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
