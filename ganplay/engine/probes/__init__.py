"""What the screen shows of a game: pure functions that leave no trace in it."""
