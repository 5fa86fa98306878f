"""Forty-six practices to search in: real titles with their units, and four of a made-up gmina.

Titles, units and sectors are those of the list of real examples; nothing else is known of them,
so nothing else is written.
"""

from sqlalchemy import Engine

from smup.territory.store import read_directory
from tests import builders
from tests.practice_data import add_practice, card

VOIVODESHIPS = {
    "02": "dolnośląskie", "06": "lubelskie", "10": "łódzkie", "12": "małopolskie",
    "14": "mazowieckie", "18": "podkarpackie", "20": "podlaskie", "22": "pomorskie",
    "24": "śląskie", "26": "świętokrzyskie", "28": "warmińsko-mazurskie", "30": "wielkopolskie",
    "32": "zachodniopomorskie", "99": "przykładowe",
}  # fmt: skip
POWIATS = {
    "0617": "świdnicki", "1020": "zgierski", "1207": "limanowski", "1219": "wielicki",
    "1413": "mławski", "1419": "płocki", "1421": "pruszkowski", "1434": "wołomiński",
    "1811": "mielecki", "2013": "wysokomazowiecki", "2201": "bytowski", "2604": "kielecki",
    "2805": "ełcki", "3022": "rawicki", "3027": "turecki", "9901": "przykładowy",
}  # fmt: skip
CITY_COUNTIES = (
    "0264011", "1261011", "1262011", "2262011", "2263011", "2466011", "2468011", "2474011",
    "2479011", "3064011", "3261011", "3262011",
)  # fmt: skip
SECTORS = (
    "edukacja", "polityka-spoleczna", "kultura-i-rekreacja", "transport", "ochrona-srodowiska",
    "gospodarowanie-nieruchomosciami", "podatki-i-oplaty-lokalne",
)  # fmt: skip
EDU, SOC, CUL, TRA, ENV, EST, TAX = SECTORS

# Slug, title, code of the unit, its name, sector.
CARDS = (
    ("gdynia-rodzina", "Rozwój systemu wsparcia rodziny i pieczy zastępczej w Gminie Gdynia",
     "2262011", "Gdynia", SOC),
    ("siemianowice-bank", "Bank danych o mieście jako narzędzie wspierające procesy rozwojowe",
     "2474011", "Siemianowice Śląskie", SOC),
    ("stowarzyszenia", "Współpraca JST ze stowarzyszeniami rozwoju wsi w zakresie edukacji",
     None, "Towarzystwo Rozwoju Wsi", EDU),
    ("koszalin-ocena", "Koszaliński system oceny przedszkoli i szkół", "3261011", "Koszalin", EDU),
    ("elk-ekologia", "Centrum Edukacji Ekologicznej w Ełku", "2805011", "Ełk", EDU),
    ("rawicz-podreczniki", "Wewnątrzszkolny system zaopatrzenia w podręczniki",
     "3022053", "Rawicz", EDU),
    ("limanowa-wypoczynek", "Organizacja wakacyjnego wypoczynku dla dzieci i młodzieży",
     "1207072", "Limanowa", EDU),
    ("szczecin-bezdomnosc", "Przeciwdziałanie bezdomności – program polityki mieszkaniowej",
     "3262011", "Szczecin", EST),
    ("bytow-alkohol", "Kompleksowy system pomocy osobom i rodzinom z problemem alkoholowym",
     "2201023", "Bytów", SOC),
    ("slupsk-opieka", "Budowanie lokalnego systemu opieki nad dzieckiem i rodziną",
     "2263011", "Słupsk", SOC),
    ("slupno-wolontariat", "Wolontariat w Gminnym Ośrodku Pomocy Społecznej",
     "1419122", "Słupno", SOC),
    ("maslow-kultura", "Spotkania z kulturą", "2604092", "Masłów", CUL),
    ("zory-muzeum", "Zintegrowany Plan Rozwoju – nowoczesna forma działalności muzeum",
     "2479011", "Żory", CUL),
    ("turek-literacki", "Literacki Turek", "3027011", "Turek", CUL),
    ("turek-wydawca", "Biblioteka Publiczna – Wydawca Książek", "3027011", "Turek", CUL),
    ("sacz-wodociagi", "Monitoring i sterowanie elektroniczne systemem wodociągowym",
     "1262011", "Nowy Sącz", ENV),
    ("poznan-kejter", "Kejter też Poznaniak", "3064011", "Poznań", ENV),
    ("pruszkow-segregacja", "System segregacji odpadów komunalnych", "1421021", "Pruszków", ENV),
    ("chelm-odpady", "Wspólny plan gospodarki odpadami z aktualizacjami",
     None, "Związek Komunalny Gmin Ziemi Chełmskiej", ENV),
    ("sokoly-oczyszczalnie", "Roślinno-stawowe oczyszczalnie ścieków", "2013082", "Sokoły", ENV),
    ("krakow-media", "Monitoring zużycia mediów", "1261011", "Kraków", ENV),
    ("wroclaw-siec", "Monitoring sieci wodociągowej", "0264011", "Wrocław", ENV),
    ("mlawa-oczyszczalnia", "Oczyszczalnia w PPP", "1413011", "Mława", ENV),
    ("zgierz-termo", "Termomodernizacja w PPP", "1020031", "Zgierz", EST),
    ("jaworzno-autobusy", "Elektryczna komunikacja miejska", "2468011", "Jaworzno", TRA),
    ("niepolomice-transport", "Integracja transportu", "1219043", "Niepołomice", TRA),
    ("koszalin-edukacja", "Edukacja w służbie segregacji", "3261011", "Koszalin", ENV),
    ("wolomin-pszok", "Modernizacja PSZOK-ów", "1434123", "Wołomin", ENV),
    ("gliwice-its", "Inteligentny system transportowy ITS", "2466011", "Gliwice", TRA),
    ("szczecin-oswietlenie", "System zarządzania oświetleniem", "3262011", "Szczecin", TRA),
    ("swidnik-budzet", "Zrównoważona polityka budżetowa", "0617011", "Świdnik", TAX),
    ("radomysl-podatki", "System niskich podatków", "1811083", "Radomyśl Wielki", TAX),
    ("przyklad-dowozenie", "Dowożenie uczniów po zmianie sieci szkół", "9901012",
     "Przykładowo", EDU),
    ("przyklad-zlobki", "Żłobki w osiedlowych lokalach", "9901012", "Przykładowo", SOC),
    ("przyklad-basen", "Kryta pływalnia czynna do północy", "9901012", "Przykładowo", CUL),
    ("przyklad-rowery", "Drogi dla rowerów do każdej szkoły", "9901012", "Przykładowo", TRA),
    ("przyklad-czynsz", "Odpracowanie zaległości czynszowych", "9901012", "Przykładowo", EST),
    ("przyklad-seniorzy", "Klub seniora w remizie", "9901012", "Przykładowo", SOC),
    ("przyklad-drzewa", "Drzewo za odpracowaną godzinę", "9901012", "Przykładowo", ENV),
    ("przyklad-swietlice", "Świetlice czynne przez cały dzień", "9901012", "Przykładowo", EDU),
    ("przyklad-budzet", "Budżet obywatelski sołectw", "9901012", "Przykładowo", TAX),
    ("przyklad-powietrze", "Wymiana kotłów i czyste powietrze", "9901012", "Przykładowo", ENV),
    ("przyklad-kolej", "Bilet na kolej i autobus", "9901012", "Przykładowo", TRA),
    ("przyklad-psy", "Chipowanie zwierząt domowych", "9901012", "Przykładowo", ENV),
    ("przyklad-lekarz", "Lekarz dojeżdża do wsi", "9901012", "Przykładowo", SOC),
    ("przyklad-urzad", "Sprawy urzędowe załatwione przez internet", "9901012", "Przykładowo", SOC),
)  # fmt: skip


def fill(engine: Engine) -> None:
    """Write the units and the practices into an empty database."""
    with engine.begin() as connection:
        builders.set_dataset(connection)
        country = builders.unit(connection, "00", name="Polska")
        parents = {
            code: builders.unit(connection, code, name=name, parent=country)
            for code, name in VOIVODESHIPS.items()
        }
        for code, name in POWIATS.items():
            parents[code] = builders.unit(connection, code, name=name, parent=parents[code[:2]])
        for position, code in enumerate(SECTORS, start=1):
            builders.sector(connection, code, position=position)
        for code, name in dict.fromkeys((one[2], one[3]) for one in CARDS if one[2]):
            city = code in CITY_COUNTIES
            parent = parents[code[:2] if city else code[:4]]
            builders.unit(connection, code, name=name, parent=parent, city_county=city)
        directory = read_directory(connection)
        for slug, title, code, name, sector in CARDS:
            institution = name if code is None else None
            one = card(slug=slug, title=title, unit=code, institution=institution, sector=sector)
            add_practice(connection, one, directory=directory)
