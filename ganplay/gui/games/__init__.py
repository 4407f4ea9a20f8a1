"""The Games page: one game under several update rules at once, every step kept."""
