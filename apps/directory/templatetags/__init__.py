"""Template tags of the directory's own pages."""
