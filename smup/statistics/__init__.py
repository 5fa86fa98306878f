"""Statistics: indicators from variables, distributions over groups, ranks, latest values."""
