"""The pages of a visit: prepare, fill in, result, tips, advice, and how the score works."""
