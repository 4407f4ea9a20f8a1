"""Everything that is drawn from frames and logs, one plot a file.

Painted with QPainter in a few large calls (see ``arrays``): no scene, no items, no state but the frame.
"""
