"""Medical requests: unsolicited questions, who answers them until when, each answer, and the signature under it."""
