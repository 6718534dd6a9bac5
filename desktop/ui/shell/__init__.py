"""What every page relies on: jobs, bus, undo, failures in one sentence."""
