"""Figures: frames to plain Plotly dictionaries. Pure; validated against go.Figure in tests."""
