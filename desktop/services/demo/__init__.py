"""The invented street office, built through the same services a person uses."""
