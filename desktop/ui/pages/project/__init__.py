"""The tabs of the stages page: everything a quarter's project consists of."""
