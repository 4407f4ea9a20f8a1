"""The pages of the window: one file each, one line each in ``window.PAGES``."""
