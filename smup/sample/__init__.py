"""The labelled sample: generated values for the whole catalogue, from a fixed seed."""
