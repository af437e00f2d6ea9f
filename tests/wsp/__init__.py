"""Tests of the hallway: the embedded database, settings, pages for what goes wrong."""
