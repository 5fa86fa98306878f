"""What the DCAT-AP 3 catalogue says, as an RDF graph."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from smup.i18n import LANGUAGES, texts
from smup.links import catalogue_href, href, indicator_href, sector_href
from smup.repository import IndicatorInfo, Repository, SectorInfo
from smup.typography import NBSP
from smup.views.sharing.licence import licence_address

DCATAP = Namespace("http://data.europa.eu/r5r/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PREFIXES = (
    ("dcat", DCAT),
    ("dct", DCTERMS),
    ("foaf", FOAF),
    ("vcard", VCARD),
    ("dcatap", DCATAP),
)
EU = "http://publications.europa.eu/resource/authority"
POLAND = URIRef(f"{EU}/country/POL")
YEARLY = URIRef(f"{EU}/frequency/ANNUAL")
PUBLIC = URIRef(f"{EU}/access-right/PUBLIC")
LANGUAGE = {"pl": URIRef(f"{EU}/language/POL"), "en": URIRef(f"{EU}/language/ENG")}
THEMES = {
    "edukacja": "EDUC",
    "polityka-spoleczna": "SOCI",
    "kultura": "EDUC",
    "transport": "TRAN",
    "srodowisko": "ENVI",
    "nieruchomosci": "REGI",
    "budownictwo": "REGI",
    "geodezja": "REGI",
    "podatki": "ECON",
    "finanse": "ECON",
}
FORMS = {
    "csv": ("CSV", "text/csv"),
    "parquet": ("PARQUET", "application/vnd.apache.parquet"),
    "json": ("JSON", "application/json"),
}


YearsOfAll = Mapping[int, Mapping[str, tuple[int, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Set:
    """A data set: of a sector (whole) or of one indicator of it.

    Attributes:
        key: what it is in the API: ``sector=edukacja``.
        path: path of its page without the language.
        names: title by language.
        about: description by language.
        theme: last part of the EU data theme.
        words: keywords by language.
        years: first and last year with a value; None without values.
    """

    key: str
    path: str
    names: dict[str, str]
    about: dict[str, str]
    theme: str
    words: tuple[tuple[str, str], ...]
    years: tuple[int, int] | None


class _Builder:
    """Collects the statements of one catalogue."""

    def __init__(self, repository: Repository, host: str) -> None:
        self.graph = Graph()
        self.repository, self.host = repository, host
        self.dataset = repository.dataset()
        self.licence = URIRef(licence_address(sample=self.dataset.is_sample))
        self.publisher = self.at("/#wydawca")
        self.contact = self.at("/#kontakt")
        self.service = self.at("/api/v1/")
        for prefix, space in PREFIXES:
            self.graph.bind(prefix, space)

    def at(self, path: str) -> URIRef:
        return URIRef(f"{self.host}{path}")

    def say(self, subject: Node, *pairs: tuple[Node, Node]) -> None:
        for predicate, value in pairs:
            self.graph.add((subject, predicate, value))

    def said(self, subject: Node, predicate: Node, words: dict[str, str]) -> None:
        for lang, text in words.items():
            self.say(subject, (predicate, Literal(text.replace(NBSP, " "), lang=lang)))

    def text(self, key: str) -> dict[str, str]:
        return {lang: texts(lang)(key) for lang in LANGUAGES}

    def day(self) -> Literal:
        return Literal(self.dataset.changed_at.date().isoformat(), datatype=XSD.date)


def catalogue_graph(repository: Repository, host: str) -> Graph:
    """Return the catalogue of a database.

    Args:
        repository: answers the questions.
        host: address of the service without a slash at the end.
    """
    made = _Builder(repository, host)
    catalogue = made.at(catalogue_href())
    _catalogue(made, catalogue)
    for one in _sets(repository, sample=made.dataset.is_sample):
        made.say(catalogue, (DCAT.dataset, _data_set(made, one)))
    return made.graph


def _catalogue(made: _Builder, catalogue: URIRef) -> None:
    made.say(
        catalogue,
        (RDF.type, DCAT.Catalog),
        (DCTERMS.publisher, made.publisher),
        (DCTERMS.license, made.licence),
        (DCTERMS.modified, made.day()),
        (DCTERMS.spatial, POLAND),
        (FOAF.homepage, made.at("/")),
        (DCAT.themeTaxonomy, URIRef(f"{EU}/data-theme")),
        (DCAT.service, made.service),
        *((DCTERMS.language, LANGUAGE[lang]) for lang in LANGUAGES),
    )
    made.said(catalogue, DCTERMS.title, made.text("sharing.catalogue"))
    made.said(catalogue, DCTERMS.description, made.text("sharing.catalogue_about"))
    made.say(made.publisher, (RDF.type, FOAF.Agent), (FOAF.homepage, made.at("/")))
    made.said(made.publisher, FOAF.name, made.text("sharing.site"))
    made.say(
        made.contact,
        (RDF.type, VCARD.Organization),
        (VCARD.hasURL, made.at(href("pl", "/o-systemie"))),
    )
    made.said(made.contact, VCARD.fn, made.text("sharing.site"))
    document = made.at("/api/v1/openapi.json")
    made.say(
        made.service,
        (RDF.type, DCAT.DataService),
        (DCAT.endpointURL, made.at("/api/v1/")),
        (DCAT.endpointDescription, document),
        (DCTERMS.conformsTo, URIRef("https://spec.openapis.org/oas/v3.1.0")),
        (DCTERMS.publisher, made.publisher),
        (DCTERMS.license, made.licence),
        (DCTERMS.accessRights, PUBLIC),
        (DCAT.contactPoint, made.contact),
        (FOAF.page, document),
    )
    made.said(made.service, DCTERMS.title, made.text("sharing.service"))


def _data_set(made: _Builder, one: _Set) -> URIRef:
    node = made.at(one.path)
    made.say(
        node,
        (RDF.type, DCAT.Dataset),
        (DCTERMS.identifier, Literal(str(node))),
        (DCTERMS.publisher, made.publisher),
        (DCAT.contactPoint, made.contact),
        (DCTERMS.modified, made.day()),
        (DCTERMS.spatial, POLAND),
        (DCTERMS.accrualPeriodicity, YEARLY),
        (DCTERMS.accessRights, PUBLIC),
        (DCAT.theme, URIRef(f"{EU}/data-theme/{one.theme}")),
        (DCAT.landingPage, node),
        *((DCTERMS.language, LANGUAGE[lang]) for lang in LANGUAGES),
        *((DCAT.keyword, Literal(word, lang=lang)) for lang, word in one.words),
    )
    made.said(node, DCTERMS.title, one.names)
    made.said(node, DCTERMS.description, one.about)
    if one.years is not None:
        made.say(node, (DCTERMS.temporal, _period(made, one.years)))
    for form, (eu_type, media) in FORMS.items():
        made.say(node, (DCAT.distribution, _file(made, one, form, (eu_type, media))))
    made.say(made.service, (DCAT.servesDataset, node))
    return node


def _period(made: _Builder, years: tuple[int, int]) -> BNode:
    period = BNode()
    first, last = (date(years[0], 1, 1), date(years[1], 12, 31))
    made.say(
        period,
        (RDF.type, DCTERMS.PeriodOfTime),
        (DCAT.startDate, Literal(first.isoformat(), datatype=XSD.date)),
        (DCAT.endDate, Literal(last.isoformat(), datatype=XSD.date)),
    )
    return period


def _file(made: _Builder, one: _Set, form: str, kind: tuple[str, str]) -> URIRef:
    address = made.at(f"/api/v1/data?{one.key}&format={form}")
    file = made.at(f"{one.path}#{form}")
    eu_type, media = kind
    made.say(
        file,
        (RDF.type, DCAT.Distribution),
        (DCAT.accessURL, address),
        (DCAT.downloadURL, address),
        (DCAT.accessService, made.service),
        (DCAT.mediaType, URIRef(f"https://www.iana.org/assignments/media-types/{media}")),
        (DCTERMS.format, URIRef(f"{EU}/file-type/{eu_type}")),
        (DCTERMS.license, made.licence),
        (DCTERMS.modified, made.day()),
        (DCATAP.availability, URIRef(f"{EU}/planned-availability/AVAILABLE")),
    )
    made.said(file, DCTERMS.title, {lang: f"{one.names[lang]} – {eu_type}" for lang in LANGUAGES})
    return file


def _sets(repository: Repository, *, sample: bool) -> Iterable[_Set]:
    """Yield the data sets: sectors in their order, each followed by its indicators."""
    known = repository.years_of_all()
    items = repository.indicators()
    for sector in repository.sectors():
        own = [item for item in items if item.sector_code == sector.code]
        years = [year for item in own for year in _years(known, item)]
        yield _of_sector(sector, own, years, sample=sample)
        for item in own:
            yield _of_indicator(sector, item, _years(known, item), sample=sample)


def _years(known: YearsOfAll, item: IndicatorInfo) -> list[int]:
    return [year for years in known.get(item.id, {}).values() for year in years]


def _of_sector(
    sector: SectorInfo, items: list[IndicatorInfo], years: list[int], *, sample: bool
) -> _Set:
    about = {}
    for lang in LANGUAGES:
        t = texts(lang)
        count = t.plural("sharing.indicators", len(items))
        about[lang] = _marked(t("sharing.sector_about", count=count), lang, sample=sample)
    return _Set(
        key=f"sector={sector.code}",
        path=sector_href("pl", sector.code),
        names={lang: sector.name(lang) for lang in LANGUAGES},
        about=about,
        theme=THEMES.get(sector.code, "GOVE"),
        words=tuple((lang, sector.name(lang)) for lang in LANGUAGES),
        years=_span(years),
    )


def _of_indicator(
    sector: SectorInfo, item: IndicatorInfo, years: list[int], *, sample: bool
) -> _Set:
    said = {lang: item.card_text("definition", lang) or item.name(lang) for lang in LANGUAGES}
    return _Set(
        key=f"indicator={item.code}",
        path=indicator_href("pl", item.code),
        names={lang: item.name(lang) for lang in LANGUAGES},
        about={lang: _marked(text, lang, sample=sample) for lang, text in said.items()},
        theme=THEMES.get(sector.code, "GOVE"),
        words=tuple((lang, sector.name(lang)) for lang in LANGUAGES),
        years=_span(years),
    )


def _span(years: list[int]) -> tuple[int, int] | None:
    return (min(years), max(years)) if years else None


def _marked(text: str, lang: str, *, sample: bool) -> str:
    """Return a description that says first that the data are a generated sample."""
    t = texts(lang)
    return f"{t('embed.sample')}. {t('embed.sample_note')} {text}" if sample else text
