"""Charts: pyqtgraph views in the window's colours that zoom, pan, tell values and export.

:class:`~ganplay.gui.charts.chart.Chart` is the base. What is drawn is data in items (``segments``,
``points``, ``references`` and pyqtgraph's own), in the units of the axes, so
that a test can ask an item what it shows.
"""
