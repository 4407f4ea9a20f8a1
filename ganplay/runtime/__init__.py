"""The training thread, the job threads and what they hand over: QtCore only, neither torch nor widgets."""
