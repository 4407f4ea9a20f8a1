"""The Inpaint page: a hole is painted into a digit and filled by searching for z."""
