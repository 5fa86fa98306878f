"""What a reader takes out of a page: its table as a file, code, citation, embedding."""
