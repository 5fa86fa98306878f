"""Options of a report: read from an address, written back, told when they are wrong."""

from smup.reports.spec import SECTIONS_OF, ReportSpec, parse_spec


def spec(kind: str = "jednostka", subject: str = "1420011", **query: str) -> ReportSpec:
    return parse_spec(kind, subject, "pdf", lang="pl", query=query)


def told(found: ReportSpec) -> list[tuple[str, str]]:
    return [(item.parameter, item.value) for item in found.problems]


def test_a_report_without_options_has_a_plain_address() -> None:
    assert spec().path == "/raport/jednostka/1420011.pdf"


def test_options_stand_in_the_address_in_a_fixed_order() -> None:
    one = spec(sections="wskazniki.obraz", ind="edu-wp-01", year="2020", group="kraj")
    other = spec(group="kraj", year="2020", ind="EDU-WP-01", sections="obraz,wskazniki")
    assert one == other
    assert one.path == (
        "/raport/jednostka/1420011.pdf?group=kraj&year=2020&ind=EDU-WP-01&sections=obraz.wskazniki"
    )


def test_all_sections_are_the_same_as_none() -> None:
    assert spec(sections=".".join(SECTIONS_OF["jednostka"])).path == spec().path


def test_bad_values_become_defaults_and_are_told() -> None:
    found = spec(year="kiedyś", group="wszyscy", sections="obraz.nic", ind="EDU-WP-01.<b>")
    assert told(found) == [
        ("group", "wszyscy"),
        ("year", "kiedyś"),
        ("sections", "nic"),
        ("ind", "<B>"),
    ]
    assert (found.state.year, found.state.group, found.sections) == (None, "podobne", ("obraz",))


def test_more_than_sixty_indicators_are_cut_and_told() -> None:
    found = spec(ind=".".join(f"ABC-DE-{n:02d}" for n in range(80)))
    assert len(found.ind) == 60
    assert told(found) == [("ind_many", "80")]


def test_english_has_its_own_address_and_key() -> None:
    english = parse_spec("jednostka", "1420011", "pdf", lang="en", query={})
    assert english.path == "/en/raport/jednostka/1420011.pdf"
    assert english.key("1") != spec().key("1")


def test_the_key_changes_with_data_program_options_and_host() -> None:
    keys = {
        spec().key("data-1", "program-1"),
        spec().key("data-2", "program-1"),
        spec().key("data-1", "program-2"),
        spec(year="2020").key("data-1", "program-1"),
        spec(year="?").key("data-1", "program-1"),
        spec().as_form("docx").key("data-1", "program-1"),
        parse_spec("jednostka", "1420011", "pdf", lang="pl", query={}, origin="https://a.pl").key(
            "data-1", "program-1"
        ),
    }
    assert len(keys) == 7


def test_a_comparison_takes_the_query_of_its_page() -> None:
    found = parse_spec(
        "porownanie", "", "pdf", lang="pl", query={"units": "1420011.1465011", "year": "2020"}
    )
    assert found.path == "/raport/porownanie.pdf?units=1420011.1465011&year=2020"


def test_the_unit_of_a_service_stays_and_that_of_a_unit_report_is_its_subject() -> None:
    service = spec("usluga", "biblioteki", unit="1420011")
    assert service.path == "/raport/usluga/biblioteki.pdf?unit=1420011"
    assert spec(unit="1465011").path == "/raport/jednostka/1420011.pdf"
