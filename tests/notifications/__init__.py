"""The outbox, from the queue to the mail."""
