"""How amounts are written in a template."""
