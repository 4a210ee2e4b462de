"""Hand-offs from the commercial to the medical side, and visits of both functions together."""
