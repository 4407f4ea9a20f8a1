"""The window's own controls: each takes an Appearance and draws itself from it."""
