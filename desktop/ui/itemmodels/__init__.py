"""Qt item models; they hold no widget."""
