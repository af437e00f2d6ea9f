"""The catalogue on the screen, by subject."""
