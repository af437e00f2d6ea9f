"""Pictures of every page with the made-up employers, at three widths, by day and by night (`make screenshots`)."""
