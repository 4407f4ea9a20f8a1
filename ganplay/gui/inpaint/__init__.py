"""Painting a hole into a picture and watching the z being found that fills it."""
