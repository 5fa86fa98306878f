"""Territorial units of Poland: codes, list, search, comparison groups, borders."""
