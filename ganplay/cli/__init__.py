"""What can be typed after ``ganplay``: one file a verb, listed in ``ganplay.__main__``."""
