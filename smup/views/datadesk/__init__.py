"""The data desk: a table put together from indicators, units and years."""
