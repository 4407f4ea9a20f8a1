"""Questions about trained models of pictures, and their answers."""
