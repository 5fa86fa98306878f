"""What the pages about releases say: the list, one release, one unit since a release, sources."""
