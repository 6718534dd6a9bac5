"""The window: navigation, places, pages, search and status bar."""
