"""Figures: frames to plain Plotly dictionaries. Pure functions; validated against go.Figure in tests."""
