"""The catalogue: sectors, services, indicators and variables, as files and in the database."""
