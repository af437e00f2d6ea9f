"""Commands of this app: the daily overview by mail."""
