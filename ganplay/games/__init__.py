"""Two-player games played exactly: numpy and the standard library, no torch and no window."""
