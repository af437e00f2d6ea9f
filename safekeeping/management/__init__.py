"""Commands of this app: let go of what is over its term."""
