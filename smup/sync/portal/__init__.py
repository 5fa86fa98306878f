"""SMUP itself: its catalogue, units, flags and values, by the API of the official portal."""
