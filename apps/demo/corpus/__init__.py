"""The invented words that the demo plan is composed of: names, places, science, notes."""
