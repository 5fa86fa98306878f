"""What search engines are told of the data of an indicator: a data set of schema.org."""

from typing import Any

from smup.i18n import texts
from smup.links import catalogue_href, table_href
from smup.repository.facade import Repository
from smup.views.sharing.licence import licence_address

FORMS = (
    ("csv", "text/csv"),
    ("parquet", "application/vnd.apache.parquet"),
    ("json", "application/json"),
)


def indicator_data(repository: Repository, code: str, *, lang: str, address: str) -> dict[str, Any]:
    """Return the data set of an indicator; addresses are paths of this service.

    Args:
        repository: answers the questions.
        code: code of the indicator.
        lang: language of the texts.
        address: path of the page of the indicator.

    Raises:
        UnknownCodeError: when there is no such indicator.
    """
    item, dataset, t = repository.indicator(code), repository.dataset(), texts(lang)
    years = sorted(
        {year for known in repository.years_of_all().get(item.id, {}).values() for year in known}
    )
    description = item.card_text("definition", lang) or item.name(lang)
    if dataset.is_sample:
        description = f"{t('embed.sample')}. {t('embed.sample_note')} {description}"
    publisher = {"@type": "Organization", "name": t("common.site_full"), "url": "/"}
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": item.name(lang),
        "description": description,
        "identifier": item.code,
        "inLanguage": lang,
        "license": licence_address(sample=dataset.is_sample),
        "isAccessibleForFree": True,
        "dateModified": dataset.changed_at.date().isoformat(),
        "creator": publisher,
        "publisher": publisher,
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": item.name(lang),
            "unitText": item.unit(lang),
        },
        "spatialCoverage": {"@type": "Place", "name": t("sharing.country")},
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": t("sharing.catalogue"),
            "url": catalogue_href(),
        },
        "distribution": _downloads(item.code, lang),
    }
    if years:
        found["temporalCoverage"] = f"{years[0]}/{years[-1]}"
    return found


def _downloads(code: str, lang: str) -> list[dict[str, str]]:
    return [
        {
            "@type": "DataDownload",
            "encodingFormat": media,
            "contentUrl": table_href(lang, address_of_table(code), form),
        }
        for form, media in FORMS
    ]


def address_of_table(code: str) -> str:
    """Return the path of the table of an indicator."""
    return f"/wskaznik/{code}"


def absolute(data: Any, host: str) -> Any:
    """Return the description with the address of the service before its paths."""
    if isinstance(data, dict):
        return {key: absolute(value, host) for key, value in data.items()}
    if isinstance(data, list):
        return [absolute(value, host) for value in data]
    is_path = isinstance(data, str) and data.startswith("/")
    return f"{host}{data}" if is_path else data
