"""Paper: forms as PDF/A-3b, their signatures, and the answer whether to rely on them.

Knows no database. Takes the data classes of ``domain.handover`` and gives bytes or reports.
"""
