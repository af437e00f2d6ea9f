"""Commands of this app: score a file of answers without a database."""
