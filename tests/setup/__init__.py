"""Tests of the two commands: the embedded database, the file queue, the assets and the processes."""
