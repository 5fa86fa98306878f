"""Fetches official data: politely, restartably, and into the same tables as every other load."""
