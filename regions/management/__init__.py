"""Commands of this app: the first invitation of a region."""
