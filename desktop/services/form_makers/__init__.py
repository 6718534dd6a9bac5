"""What every type of form says: one module per family, from the ledger to a paper."""
