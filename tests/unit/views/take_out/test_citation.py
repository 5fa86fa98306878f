"""Citations, letter for letter."""

from dataclasses import replace

from smup.views.take_out.citation import apa, bibtex, identifier
from tests.extracts import description

ADDRESS = "https://smup.example/dane?ind=A"


def test_the_sentence_names_title_load_day_and_address() -> None:
    said = replace(description(), title="Uczniowie, 39 gmin, 2024")
    mark = identifier(said)
    assert apa(said, ADDRESS) == (
        f"SMUP. (2026). Uczniowie, 39 gmin, 2024 (identyfikator {mark}, wczytanie nr 1 z "
        "2 marca 2026) [zbiór danych]. System Monitorowania Usług Publicznych. "
        "https://smup.example/dane?ind=A"
    )


def test_a_sample_is_cited_as_generated_in_both_languages() -> None:
    pl, en = (replace(description(sample=True, lang=lang), title="A") for lang in ("pl", "en"))
    assert "[zbiór danych przykładowych, wartości wygenerowane]" in apa(pl, ADDRESS)
    assert "[Sample data set, generated values]" in apa(en, ADDRESS)
    assert "load no. 1 of 2 March 2026" in apa(en, ADDRESS)
    assert "Sample data, generated values" in bibtex(en, ADDRESS)


def test_without_a_known_load_the_state_of_the_data_is_named() -> None:
    assert "stan na 2 marca 2026" in apa(replace(description(), releases=()), ADDRESS)


def test_bibtex_takes_every_sign_of_a_title() -> None:
    said = replace(description(), title="50% & {A}_b #1\n@misc{x,")
    lines = bibtex(said, ADDRESS).splitlines()
    assert lines[0] == f"@misc{{smup-{identifier(said)},"
    assert lines[1] == r"  title = {{50\% \& \{A\}\_b \#1 @misc\{x,}},"
    assert "  url = {https://smup.example/dane?ind=A}," in lines
    assert lines[-1] == "}"


def test_the_mark_changes_with_rows_and_data_only() -> None:
    said = description()
    assert len(identifier(said)) == len("a41c-77f2")
    assert identifier(said) == identifier(replace(said, lang="en", title="other"))
    changed = [replace(said, query="x=1"), replace(said, table="/y"), replace(said, tag="2-b")]
    assert len({identifier(one) for one in (said, *changed)}) == 4
