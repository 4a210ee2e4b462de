"""Small programs of the set-up and the checks; run by the Makefile."""
