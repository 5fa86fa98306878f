"""Servers that stand in for the official ones: same contract, generated values, wanted faults."""
