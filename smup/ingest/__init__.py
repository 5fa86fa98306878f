"""Loads: one transaction each, recorded as a release, from files of several formats."""
