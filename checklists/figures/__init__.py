"""The figures page of a region: what the employers floor counts, with what was answered and advised beside it."""
