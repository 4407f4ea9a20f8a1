"""Sheets of small pictures, painted pixel for pixel: no chart keeps a digit's pixels square and whole."""
