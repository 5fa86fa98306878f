import datetime as dt

import pytest
import yaml
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from smup.errors import CatalogueError
from smup.models import COST_CLASSES
from smup.practices.card import SECTIONS, PracticeCard, cost_class
from smup.practices.front_matter import CardError
from smup.practices.markdown_card import HEADINGS, card_from_markdown, card_to_markdown
from tests.practice_data import card, full_card

HOSTILE = (
    "---", "## Wyniki", "\\## Wyniki", "   ##", "# tytuł", "no", "null", "~", "1e3", "0x10", "012",
    "2024-01-01", "12:30", "- a", "a: b", "a #b", "'", '"', "{a}", "[a]", "&a", "*a", "!a", "|",
    ">", "%a", "@a", "`a`", "=", "<<", "? a", "żółć", "عربي\u200f", "👩\u200d🚀", "\u202eodwrotnie",
    "\ufeff", "<script>alert(1)</script>", "{{ 7*7 }}", "=1+1", "\\", "a\tb",
)  # fmt: skip
words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=8))
line = st.lists(words, min_size=1, max_size=3).map(lambda some: "Tekst " + " ".join(some))
paragraphs = st.lists(words, max_size=6).map("\n".join)


FEW = settings(max_examples=40)


@st.composite
def cards(draw: st.DrawFn) -> PracticeCard:
    """Cards of any texts; one whose texts the card itself refuses (an empty line) is left out."""
    texts = iter(draw(st.lists(line, min_size=7, max_size=7)))
    whose = "unit" if draw(st.booleans()) else "institution"
    values = {
        "slug": "karta-1",
        "title": next(texts),
        "lang": draw(st.sampled_from(["pl", "en"])),
        whose: "0201011" if whose == "unit" else next(texts),
        "sector": "edukacja",
        "cost": draw(st.sampled_from([None, 0, 10**9])),
        "partners": [next(texts), next(texts)],
        "indicators": draw(st.sampled_from([[], [{"code": "EDU-PRZ-01", "before": 2018}]])),
        "audience": draw(st.sampled_from([{}, {"kinds": ["powiat"], "note": "---"}])),
        "sources": [{"title": next(texts), "year": draw(st.sampled_from([None, 1990]))}],
        "verified": draw(st.sampled_from([None, {"on": dt.date(2024, 2, 29), "source": "BIP"}])),
        "licence": next(texts),
        "example": draw(st.booleans()),
        "summary": draw(paragraphs),
        "sections": draw(st.dictionaries(st.sampled_from(SECTIONS), paragraphs, max_size=3)),
    }
    try:
        return PracticeCard.model_validate(values)
    except ValidationError:
        reject()


@FEW
@given(cards())
@example(full_card())
@example(card())
def test_a_card_survives_the_way_to_text_and_back(one: PracticeCard) -> None:
    text = card_to_markdown(one)
    assert card_from_markdown(text, file="karta-1.md") == one


@FEW
@given(cards(), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_a_text_read_and_written_is_the_same_whatever_its_line_ends(
    one: PracticeCard, ends: str, mark: bool
) -> None:
    text = card_to_markdown(one)
    foreign = ("\ufeff" if mark else "") + text.replace("\n", ends)
    assert card_to_markdown(card_from_markdown(foreign, file="karta-1.md")) == text


@FEW
@given(cards())
def test_any_other_program_reads_the_same_head(one: PracticeCard) -> None:
    head = yaml.safe_load(card_to_markdown(one).removeprefix("---\n").split("\n---\n")[0])
    assert (head["slug"], head["title"], head["licence"]) == (one.slug, one.title, one.licence)
    assert head.get("partners", []) == list(one.partners)
    assert head.get("unit") == one.unit


MINIMAL = "---\nslug: a\ntitle: {title}\nunit: {unit}\nsector: edukacja\n{more}---\n{body}"


def read(
    *, title: str = "Tytuł", unit: str = "0201011", more: str = "", body: str = ""
) -> PracticeCard:
    """Read a small file."""
    return card_from_markdown(
        MINIMAL.format(title=title, unit=unit, more=more, body=body), file="a.md"
    )


def test_values_of_the_head_are_the_texts_that_were_written() -> None:
    found = read(
        title="1e3",
        unit="0201011",
        more="partners: [no, 2024-01-01]\ncost: 0\nexample: true\nservice:\n",
    )
    assert (found.title, found.unit, found.partners) == ("1e3", "0201011", ("no", "2024-01-01"))
    assert (found.cost, found.example, found.service) == (0, True, None)


def test_paragraphs_before_the_first_heading_are_the_summary() -> None:
    found = read(body="\nPierwsze\nzdanie.\n\nDrugie.\n\n##  WYNIKI ##\nMniej.\n")
    assert found.summary == "Pierwsze zdanie. Drugie."
    assert found.sections == {"results": "Mniej."}


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_headings_of_both_languages_are_read(lang: str) -> None:
    body = "\n".join(f"## {heading}\n{name}" for name, heading in HEADINGS[lang].items())
    assert read(more=f"lang: {lang}\n", body=body).sections == {name: name for name in SECTIONS}


def test_an_empty_part_is_the_same_as_none() -> None:
    found = read(body="## Koszty\n\n## Wyniki\n\n \n")
    assert found.sections == {}
    assert found.missing == ("summary", *SECTIONS)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "musi zaczynać się"),
        ("---\nslug: a\n", 1, "drugiego wiersza"),
        ("---\n---\n", 2, "potrzebne są pola"),
        ("---\nslug: a\ntitle: a: b\n---\n", 3, "weź w cudzysłów"),
        ("---\nslug: a\nslug: b\n---\n", 3, "slug podano dwa razy"),
        ("---\nslug: a\npartners: &p [x]\nlegal_basis: *p\n---\n", 3, "wpisz wartość wprost"),
        ("---\nslug: !!python/name:os.system\n---\n", 2, "wpisz wartość wprost"),
        ("---\nslug: a\npartners: [[[[[[[[x]]]]]]]]\n---\n", 3, "za głęboko"),
        ("---\nslug: a\n? [x]\n: y\n---\n", 3, "zwykłym słowem"),
        ("---\nslug: a\n--- \n", None, "pole title: brakuje tego pola"),
    ],
)
def test_a_broken_head_is_refused_with_its_line(text: str, line: int | None, words: str) -> None:
    with pytest.raises(CardError, match=words) as caught:
        card_from_markdown(text, file="zla.md")
    assert caught.value.line == line
    assert str(caught.value).startswith("zla.md")
    assert isinstance(caught.value, CatalogueError)


@pytest.mark.parametrize(
    ("more", "line", "words"),
    [
        ("sectr: x\n", 6, r"pole sectr: nie ma takiego pola \(może chodziło o sector\)"),
        ("sources:\n  - title: a\n    ulr: b\n", 8, r"sources.1.ulr.*chodziło o url"),
        ("cost: dużo\n", 6, "pole cost: wpisz liczbę całkowitą"),
        ("cost: -1\n", 6, "za mała"),
        ("started: 1700\n", 6, "za mała"),
        ("dimension: szybkosc\n", 6, "ilosc.*albo.*kontekst"),
        ("verified:\n  on: wczoraj\n  source: x\n", 7, "RRRR-MM-DD"),
        ("partners: Rada\n", 6, "listę"),
        ("contact: Urząd\n", 6, "pole contact"),
        ("institution: Związek\n", None, "albo jednostkę"),
        ("summary: a\n", 6, "wpisz je pod"),
        ("sources:\n  - title: a\n    url: javascript:alert(1)\n", 8, "nie pasuje"),
        ("attachments:\n  - file: ../x.png\n    title: a\n", 7, "nie pasuje"),
    ],
)
def test_a_wrong_field_is_refused_with_its_line(more: str, line: int | None, words: str) -> None:
    with pytest.raises(CardError, match=words) as caught:
        read(more=more)
    assert caught.value.line == line


def test_another_heading_is_refused_with_its_line_and_the_right_ones() -> None:
    with pytest.raises(CardError, match=r"„Rezultaty”.*Wyniki.*###") as caught:
        read(body="Streszczenie.\n\n## Rezultaty\n")
    assert caught.value.line == 9


def test_a_heading_that_stands_twice_is_refused() -> None:
    with pytest.raises(CardError, match="dwa razy"):
        read(body="## Wyniki\na\n## Results\nb\n")


def test_too_long_texts_are_refused_and_say_where() -> None:
    with pytest.raises(CardError, match=r"sections.results.*20000"):
        read(body="## Wyniki\n" + "x" * 20_001)
    with pytest.raises(CardError, match="300 tysięcy"):
        read(body="x" * 300_001)


def test_the_longest_card_fits_its_file() -> None:
    longest = full_card(sections=dict.fromkeys(SECTIONS, ("##\n" * 6_666)[:-1]))
    text = card_to_markdown(longest)
    assert card_from_markdown(text, file="a.md") == longest


def test_control_characters_leave_every_text() -> None:
    found = card(title="a\0b\tc\u2028d", sections={"results": "x\0\x1b\r\ny\x0bz"})
    assert found.title == "ab c d"
    assert found.sections == {"results": "x\ny\nz"}


@pytest.mark.parametrize(
    ("cost", "name"),
    [
        (None, "brak"), (0, "bez-kosztu"), (1, "do-10-tys"), (10_000, "do-10-tys"),
        (10_001, "do-100-tys"), (100_000, "do-100-tys"), (100_001, "do-1-mln"),
        (1_000_000, "do-1-mln"), (1_000_001, "ponad-1-mln"),
    ],
)  # fmt: skip
def test_classes_of_cost_include_their_upper_limit(cost: int | None, name: str) -> None:
    assert cost_class(cost) == name
    assert name in COST_CLASSES


def test_the_parser_in_python_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = full_card(partners=[f"Tekst {text}" for text in HOSTILE[:20]])
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert card_from_markdown(card_to_markdown(hostile), file="a.md") == hostile
    with pytest.raises(CardError, match="wpisz wartość wprost"):
        read(more="partners: [*a]\n")
