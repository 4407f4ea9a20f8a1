"""The Play page: one GAN on a distribution in the plane."""
