"""SMUP dashboard: indicators of public services for every Polish gmina and powiat."""

__version__ = "0.1.0"
