"""Reviews asked of compliance early, and the rules that watch what is written to the other side."""
