"""Follow-up that does not slip: what is due, for the screen, the daily mail and the calendar."""
