"""Errors, progress, clock, ids, paths, settings: standard library only, known to every floor."""
