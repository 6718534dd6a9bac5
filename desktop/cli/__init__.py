"""The command line of the contract: one module per command family."""
