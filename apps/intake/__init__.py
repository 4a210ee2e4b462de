"""What the medical side makes of hand-offs."""
