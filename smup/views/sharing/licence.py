"""The licence of the data, as machines read it; in words it stands in docs/exports.md."""

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_EU = "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"
