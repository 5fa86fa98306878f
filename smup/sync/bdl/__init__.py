"""Variables of the Local Data Bank of Statistics Poland, by its API."""
