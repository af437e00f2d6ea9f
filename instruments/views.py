"""Placeholder."""
catalogue = instrument = None
