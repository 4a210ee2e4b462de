"""Account plans: what both functions want to reach together at an account."""
