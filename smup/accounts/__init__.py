"""Accounts of those who write: passwords, links, limits of attempts, rights, the log."""
