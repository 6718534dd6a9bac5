"""SQLAlchemy mapped classes, one module per noun; the tables of a ledger.

:func:`desktop.models.catalogue.tables` knows them all; nothing else needs to import a class to
have its table registered.
"""
