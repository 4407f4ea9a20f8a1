"""What the Latent page is made of: rows of a generator's input, ways to move among them, their pictures."""
