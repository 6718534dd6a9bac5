"""A row as one line of bytes: how a query hands many columns over without making values of them.

Both marks are bytes that UTF-8 never has, so that no text can be taken for them.
"""

BETWEEN_PARTS = b"\xff"
WITHIN_PART = b"\xfe"
