"""What the screens of every app show of a message."""
