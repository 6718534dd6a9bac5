"""What a page shows and does, without widgets."""
