"""Official borders of the register PRG (GUGiK), by its WFS."""
