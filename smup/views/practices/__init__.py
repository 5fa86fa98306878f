"""What pages of good practices say and show, as values."""
