"""Semantic inpainting: z is searched for until G(z) fits the pixels that are known."""
