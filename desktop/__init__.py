"""Hubiao (户表): the water and electricity retrofit of old residential quarters."""

__version__ = "0.1.0"
