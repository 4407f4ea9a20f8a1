"""Everything that is drawn from frames and logs: one plot a file, painted with QPainter in a few large calls."""
