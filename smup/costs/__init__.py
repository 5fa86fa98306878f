"""The full cost of a service: its dictionary, its method and its loads."""
