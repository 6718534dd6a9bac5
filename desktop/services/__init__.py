"""Use cases: one method, one transaction; what the window and the command line share."""
