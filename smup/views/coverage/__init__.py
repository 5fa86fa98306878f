"""Coverage and data gaps: what the product has, what is missing, and why."""
