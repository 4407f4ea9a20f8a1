"""The training thread and its mailbox: QtCore only, neither torch nor widgets."""
