"""What a report of a unit says: every value with its unit, year, place and kind of empty."""

from smup.reports.frame import Origin
from smup.reports.records import Bar, HeatTable, LineTable, Report, Section, Stories
from smup.reports.session import session_report
from smup.reports.spec import parse_spec
from tests import profile_builder
from tests.unit.reports.conftest import made, report_of


def section(report: Report, key: str) -> Section:
    return next(one for one in report.sections if one.key == key)


def lines(report: Report, key: str = "wskazniki") -> dict[str, tuple[str, str, str]]:
    table = section(report, key).blocks[0]
    assert isinstance(table, LineTable)
    found = [line for group in table.groups for line in group.lines]
    return {line.name: (line.value, line.place, line.tone) for line in found}


def test_every_indicator_stands_once_context_apart(report: Report) -> None:
    profile = made()
    named = [*lines(report), *lines(report, "kontekst")]
    assert sorted(named) == sorted(row.indicator.name_pl for row in profile.rows)


def test_kinds_of_empty_are_words_and_have_no_place(report: Report) -> None:
    found = lines(report)
    assert found["Wskaźnik 6"] == ("tajemnica", "", "plain")
    assert found["Wskaźnik 7"] == ("nie dotyczy", "", "plain")


def test_context_and_measures_without_direction_are_not_judged(report: Report) -> None:
    assert lines(report)["Wskaźnik 5"][1:] == ("nie oceniamy", "plain")
    assert lines(report, "kontekst")["Wskaźnik 10"][2] == "context"


def test_a_difference_within_chance_is_no_strength(report: Report) -> None:
    assert lines(report)["Wskaźnik 8"][1:] == ("w\u00a0granicach przypadku", "plain")
    stories = section(report, "strony").blocks[1]
    assert isinstance(stories, Stories)
    assert "Wskaźnik 8" not in [item.name for item in stories.items]


def test_the_bar_counts_what_the_bands_hold(report: Report) -> None:
    bar = report.opening[1]
    assert isinstance(bar, Bar)
    profile = made()
    counted = {row.band.value: 0 for row in profile.rows}
    for row in profile.rows:
        counted[row.band.value] += 1
    assert [share.count for share in bar.shares] == [
        counted["best"],
        counted["middle"],
        counted["worst"],
    ]


def test_sample_data_is_said_in_stamp_facts_and_foot(report: Report) -> None:
    assert report.sample == "DANE PRZYKŁADOWE"
    assert "dane przykładowe" in report.foot
    assert ("Dane", "dane przykładowe: wartości wygenerowane") in report.facts.rows


def test_real_data_has_no_stamp(origin: Origin) -> None:
    real = profile_builder.dataset("real")
    found = report_of(made(dataset=real), Origin(dataset=real, release=""))
    assert (found.sample, found.sample_note) == ("", "")


def test_the_permanent_address_holds_the_options(origin: Origin) -> None:
    found = report_of(made(), origin, group="kraj", sections="obraz")
    assert found.address == (
        "https://smup.example.pl/raport/jednostka/1420011.html?group=kraj&sections=obraz"
    )
    assert [one.key for one in found.sections] == ["obraz"]


def test_chosen_indicators_stay_and_unknown_ones_are_told(origin: Origin) -> None:
    found = report_of(made(), origin, ind="EDU-AB-02.XXX-YY-99")
    assert list(lines(found)) == ["Wskaźnik 2"]
    assert found.problems == ("Nie ma wskaźnika „XXX-YY-99”.",)


def test_a_chosen_sector_cuts_the_heat_map_too(origin: Origin) -> None:
    found = report_of(made(), origin, sectors="edukacja")
    heat = section(found, "obraz").blocks[0]
    assert isinstance(heat, HeatTable)
    assert [title for title, _ in heat.rows] == ["Edukacja"]


def test_the_file_is_named_after_unit_code_and_year(report: Report) -> None:
    assert report.stem == "smup-plonsk-1420011-2023"


def test_the_packet_has_three_strips_five_sentences_three_questions(origin: Origin) -> None:
    profile = made()
    spec = parse_spec("sesja", "1420011", "pdf", lang="pl", query={})
    found = session_report(spec, profile, origin=origin)
    counts = {
        one.key: len(block.groups[0].lines if isinstance(block, LineTable) else block.items)
        for one in found.sections
        if (block := one.blocks[0])
    }
    assert counts == {"paski": 3, "zdania": 5, "pytania": 3, "linki": 3}


def test_a_packet_of_a_unit_without_values_still_asks_three_questions(origin: Origin) -> None:
    profile = made(())
    spec = parse_spec("sesja", "1420011", "pdf", lang="pl", query={})
    found = session_report(spec, profile, origin=origin)
    questions = section(found, "pytania").blocks[0]
    assert len(questions.items) == 3
