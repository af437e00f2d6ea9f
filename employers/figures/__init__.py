"""The figures of a region: what was done, where employers stand, and which employers are behind each number."""
