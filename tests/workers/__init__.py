"""Whether background work gets done, and what happens when it does not."""
