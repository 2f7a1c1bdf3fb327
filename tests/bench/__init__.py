"""Measures the hub, side by side with what limits it: ``make bench``."""
