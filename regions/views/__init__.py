"""The pages of signing in, of a person's own account, and of the members of a region."""
