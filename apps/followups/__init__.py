"""Promises made to stakeholders, each with a due date: made, kept with evidence, handed over, never forgotten."""
