"""The tests, in one folder per app; `personas` and `factories` are shared."""
