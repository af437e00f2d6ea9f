"""Tests of asking, scoring and advising."""
