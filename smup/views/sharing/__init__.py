"""Sharing: the one address of a view, its picture, what search engines and portals are told."""

from smup.views.sharing.canonical import canonical_query_of
from smup.views.sharing.pictures import picture_href, picture_of
from smup.views.sharing.structured import absolute, indicator_data

__all__ = ["absolute", "canonical_query_of", "indicator_data", "picture_href", "picture_of"]
