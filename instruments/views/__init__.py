"""The catalogue on the screen: for everyone to read, and for who keeps it."""
