"""REST plumbing: serves every declared resource by the same rules (authentication, paging, errors, repeats)."""
