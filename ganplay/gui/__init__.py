"""What is drawn: QtWidgets and pyqtgraph, never torch."""
