"""The full cost of a service in one unit beside its group: from an address to numbers and words."""
