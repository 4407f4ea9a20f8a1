"""What is drawn: QtWidgets and QPainter, never torch."""
