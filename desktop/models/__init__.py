"""SQLAlchemy mapped classes, one module per noun; columns read like a data sheet."""
