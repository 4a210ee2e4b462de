"""Whether background work gets done (README.md)."""

#: The exit code by which a worker asks for a new start (EX_TEMPFAIL of sysexits.h).
START_AGAIN = 75
