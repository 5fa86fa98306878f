"""The official catalogue in the database: joined by id, names that win, what is new and gone."""

from typing import Any

from sqlalchemy import Engine, delete, insert, select, update

from smup.catalogue.files import load_catalogue as read_files
from smup.catalogue.store import store_catalogue
from smup.ingest.load import LoadSummary, load, utc_now
from smup.models import (
    Indicator,
    OfficialEntry,
    ReleaseChange,
    Sector,
    Service,
    SourceAnswer,
)
from smup.repository.catalogue import read_catalogue
from smup.settings import DATA
from smup.sync.portal import catalogue as portal
from smup.sync.portal.made import settle_decimals
from tests import builders
from tests.unit.sync.portal.answered import Answered, listed

TAX = listed(16, "Dochód z podatku od nieruchomości na 1 mieszkańca", kind=3)
DEBT = listed(4074, "Dług budżetów gmin na mieszkańca", kind=3)
DEBT_CITY = listed(4424, "Dług budżetów miast na prawach powiatu na mieszkańca", kind=3)
OTHER = listed(900, "Umorzone zaległości", kind=2)
DIGITAL = listed(901, "Sprawy załatwione przez internet", service=70, kind=4)
ALL = (TAX, DEBT, DEBT_CITY, OTHER, DIGITAL)


def run(engine: Engine, answered: Answered) -> LoadSummary:
    with load(engine, kind="smup", source="127.0.0.1") as current:
        portal.load_catalogue(current, answered.store)
    assert current.summary is not None
    return current.summary


def indicator(engine: Engine, code: str) -> Any:
    with engine.connect() as connection:
        return connection.execute(select(Indicator).where(Indicator.code == code)).one()


def changes(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        rows = connection.execute(select(ReleaseChange).order_by(ReleaseChange.id))
        return [(row.kind, row.code) for row in rows]


def test_official_names_and_dimensions_win_and_our_additions_stay(
    catalogue: Engine, answered: Answered
) -> None:
    answered.catalogue(*ALL)
    run(catalogue, answered)
    own = indicator(catalogue, "POD-PN-01")
    assert own.name_pl == "Dochód z podatku od nieruchomości na 1 mieszkańca"
    assert own.dimension == "efektywnosc"
    assert (own.polarity, own.unit_pl, own.name_en) == ("up", "zł", "Indicator POD-PN-01")
    assert own.card["name"]["pl"] == own.name_pl
    assert own.card["featured"] is True


def test_a_pair_of_a_card_is_one_indicator_named_after_both(
    catalogue: Engine, answered: Answered
) -> None:
    answered.catalogue(*ALL)
    run(catalogue, answered)
    with catalogue.connect() as connection:
        own = portal.own_indicators(connection)
    assert (own[4074].code, own[4074].role) == ("FIN-ZD-01", "gmina")
    assert (own[4424].id, own[4424].role) == (own[4074].id, "city")
    assert own[16].role == "all"
    name = indicator(catalogue, "FIN-ZD-01").name_pl
    assert name == "Dług budżetów gmin i miast na prawach powiatu na mieszkańca"


def test_english_names_are_taken_where_they_are_translated(
    catalogue: Engine, answered: Answered
) -> None:
    answered.catalogue(*ALL)
    answered.english({**TAX, "nazwa-wskaznika": "Property tax per inhabitant"}, OTHER)
    run(catalogue, answered)
    assert indicator(catalogue, "POD-PN-01").name_en == "Property tax per inhabitant"
    assert indicator(catalogue, "SMUP-900").name_en == "Umorzone zaległości"
    with catalogue.connect() as connection:
        english = select(OfficialEntry.name_en).where(OfficialEntry.official_id == 900)
        assert connection.scalar(english.where(OfficialEntry.kind == "indicator")) is None


def test_an_indicator_we_do_not_have_is_made_under_the_service_of_its_name(
    catalogue: Engine, answered: Answered
) -> None:
    answered.catalogue(*ALL)
    answered.card(900, {"dane": [{"nazwa": "Jednostka miary", "wartosc": "zł"}]})
    run(catalogue, answered)
    made = indicator(catalogue, "SMUP-900")
    assert (made.unit_pl, made.unit_en, made.dimension) == ("zł", "PLN", "jakosc")
    assert (made.polarity, made.task_level) == ("none", "oba")
    assert made.card["smup_ids"] == [900]
    with catalogue.connect() as connection:
        service = connection.scalar(select(Service.code).where(Service.id == made.service_id))
    assert service == "nieruchomosci"


def test_pages_can_read_a_made_indicator(catalogue: Engine, answered: Answered) -> None:
    answered.catalogue(*ALL)
    run(catalogue, answered)
    read = read_catalogue(catalogue).indicator("SMUP-901")
    assert (read.sector_code, read.service_code, read.unit("pl")) == ("smup-77", "smup-70", "")
    assert read.short_name("en") == "Sprawy załatwione przez internet"
    for field in ("definition", "reading", "caveats", "source", "reference_date"):
        assert read.card_text(field, "pl"), field
        assert read.card_text(field, "en"), field


def test_sectors_and_services_match_by_name_and_get_the_official_one(
    catalogue: Engine, answered: Answered
) -> None:
    answered.catalogue(*ALL)
    run(catalogue, answered)
    with catalogue.connect() as connection:
        sectors = {
            row.code: row.name_pl for row in connection.execute(select(Sector.code, Sector.name_pl))
        }
        services = set(connection.scalars(select(Service.name_pl)))
    assert sectors["podatki"] == "Podatki i opłaty Lokalne"
    assert set(sectors) == {"podatki", "smup-1", "smup-77"}
    assert services == {"Podatek od nieruchomości", "e-Usługi"}


def test_cards_are_kept_exactly_as_they_came(catalogue: Engine, answered: Answered) -> None:
    answered.catalogue(*ALL)
    answered.card(16, {"Z": 1, "a": ["ż", None]})
    run(catalogue, answered)
    with catalogue.connect() as connection:
        card = connection.scalar(
            select(OfficialEntry.card).where(
                OfficialEntry.official_id == 16, OfficialEntry.kind == "indicator"
            )
        )
    assert card == '{"Z":1,"a":["ż",null]}'


def test_the_same_catalogue_again_makes_no_release(catalogue: Engine, answered: Answered) -> None:
    answered.catalogue(*ALL)
    answered.card(900, {"jednostka-miary": "%", "definicja": "Ile umorzono."})
    assert run(catalogue, answered).release_id is not None
    again = run(catalogue, answered)
    assert again.release_id is None
    assert again.counts.read == again.counts.same == 3 + 2 + 5


def test_a_card_that_comes_later_gives_unit_and_definition(
    catalogue: Engine, answered: Answered
) -> None:
    answered.catalogue(*ALL)
    run(catalogue, answered)
    answered.card(900, [{"Jednostka miary": "%", "Definicja": "Ile umorzono."}])
    assert run(catalogue, answered).counts.changed == 1
    made = indicator(catalogue, "SMUP-900")
    assert made.unit_pl == "%"
    assert made.card["definition"]["pl"] == "Ile umorzono."


def test_changes_are_told_new_renamed_withdrawn(catalogue: Engine, answered: Answered) -> None:
    answered.catalogue(*ALL)
    run(catalogue, answered)
    assert sorted(changes(catalogue)) == [
        ("indicator-new", "SMUP-900"),
        ("indicator-new", "SMUP-901"),
        # The official list has another dimension than ours.
        ("indicator-redefined", "FIN-ZD-01"),
        ("indicator-redefined", "POD-PN-01"),
        ("indicator-renamed", "FIN-ZD-01"),
        ("indicator-renamed", "POD-PN-01"),
    ]
    answered.catalogue(TAX, DEBT, DEBT_CITY, {**OTHER, "nazwa-wskaznika": "Umorzenia"})
    run(catalogue, answered)
    with catalogue.connect() as connection:
        last = connection.execute(
            select(ReleaseChange).order_by(ReleaseChange.id.desc()).limit(2)
        ).all()
    assert {(row.kind, row.code, row.old, row.new) for row in last} == {
        ("indicator-withdrawn", "SMUP-901", None, None),
        ("indicator-renamed", "SMUP-900", "Umorzone zaległości", "Umorzenia"),
    }
    assert indicator(catalogue, "SMUP-900").name_en == "Umorzenia"
    assert indicator(catalogue, "SMUP-901").name_pl == "Sprawy załatwione przez internet"


def test_an_indicator_listed_again_is_no_longer_withdrawn(
    catalogue: Engine, answered: Answered
) -> None:
    for indicators in (ALL, ALL[:-1], ALL):
        answered.catalogue(*indicators)
        run(catalogue, answered)
    with catalogue.connect() as connection:
        assert not connection.scalars(select(OfficialEntry).where(OfficialEntry.withdrawn)).all()


def test_a_list_that_lost_more_than_half_withdraws_nothing(
    catalogue: Engine, answered: Answered
) -> None:
    answered.catalogue(*ALL)
    run(catalogue, answered)
    answered.catalogue({**TAX, "nazwa-wskaznika": "Inaczej"}, OTHER)
    summary = run(catalogue, answered)
    assert "tylko 2 z 5" in str(summary.note)
    with catalogue.connect() as connection:
        assert not connection.scalars(select(OfficialEntry).where(OfficialEntry.withdrawn)).all()


def test_storing_the_files_again_does_not_undo_official_names(
    engine: Engine, answered: Answered
) -> None:
    files = read_files(DATA / "catalogue")
    with engine.begin() as connection:
        builders.set_dataset(connection)
        store_catalogue(connection, files)
    answered.catalogue(*ALL)
    run(engine, answered)
    with engine.begin() as connection:
        counts = store_catalogue(connection, files)
    assert (counts.new, counts.changed, counts.deleted) == (0, 0, 0)
    debt = indicator(engine, "FIN-ZD-01")
    assert debt.name_pl == "Dług budżetów gmin i miast na prawach powiatu na mieszkańca"
    assert debt.card["name"]["pl"] == debt.name_pl
    assert indicator(engine, "SMUP-901").name_pl == "Sprawy załatwione przez internet"
    with engine.connect() as connection:
        assert connection.scalar(select(Sector.name_pl).where(Sector.code == "podatki")) == (
            "Podatki i opłaty Lokalne"
        )
        assert connection.scalar(select(Sector.id).where(Sector.code == "smup-77"))


def test_an_indicator_of_a_service_not_yet_fetched_waits(
    catalogue: Engine, answered: Answered
) -> None:
    answered.catalogue(TAX, listed(950, "Czeka na usługę", service=555))
    run(catalogue, answered)
    with catalogue.connect() as connection:
        assert set(portal.own_indicators(connection)) == {16}
    assert read_catalogue(catalogue).indicators_by_code.keys() == {"pod-pn-01", "fin-zd-01"}


def test_a_row_given_twice_is_one_indicator(catalogue: Engine, answered: Answered) -> None:
    answered.catalogue(*ALL, OTHER)
    assert run(catalogue, answered).release_id is not None


def test_values_are_loaded_again_where_their_indicator_changes(
    catalogue: Engine, answered: Answered
) -> None:
    answered.catalogue(TAX, OTHER)
    first = run(catalogue, answered)
    with catalogue.begin() as connection:
        made = connection.scalar(select(Indicator.id).where(Indicator.code == "SMUP-900"))
        for part in ("900", "16"):
            row = {"source": "smup", "part": part, "year": 2023, "indicator_id": made}
            row |= {"status": "data", "rows": 1, "digest": "0" * 64, "answered_at": utc_now()}
            connection.execute(insert(SourceAnswer).values(**row, release_id=first.release_id))
        card = {"smup_ids": [900]}
        connection.execute(update(Indicator).where(Indicator.code == "FIN-ZD-01").values(card=card))
    run(catalogue, answered)
    with catalogue.connect() as connection:
        assert portal.own_indicators(connection)[900].code == "FIN-ZD-01"
        assert list(connection.scalars(select(SourceAnswer.part))) == ["16"]


def test_decimals_of_a_made_indicator_are_those_of_its_values(
    catalogue: Engine, answered: Answered
) -> None:
    answered.catalogue(TAX, OTHER)
    run(catalogue, answered)
    assert indicator(catalogue, "SMUP-900").decimals == 2
    with catalogue.begin() as connection:
        builders.unit(connection, "1420011")
        builders.observation(
            connection, indicator="SMUP-900", unit="1420011", year=2023, value=3.0, decimals=0
        )
    with load(catalogue, kind="smup", source="127.0.0.1") as current:
        current.indicators.add(indicator(catalogue, "SMUP-900").id)
        settle_decimals(current)
        current.counts.changed += 1
    made = indicator(catalogue, "SMUP-900")
    assert (made.decimals, made.card["decimals"]) == (0, 0)
    assert run(catalogue, answered).release_id is None


def test_entries_without_ours_do_not_break_names(catalogue: Engine, answered: Answered) -> None:
    answered.catalogue(*ALL)
    run(catalogue, answered)
    with catalogue.begin() as connection:
        connection.execute(delete(Indicator).where(Indicator.code == "SMUP-901"))
    assert run(catalogue, answered).release_id is not None
    assert indicator(catalogue, "SMUP-901").name_pl == "Sprawy załatwione przez internet"
