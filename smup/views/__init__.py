"""What a page says and shows, as values: no components, no SQL."""
