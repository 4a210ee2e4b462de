"""What reports consist of: one module for each thing they tell about."""
