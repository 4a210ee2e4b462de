"""Template tags of the look; pages load them all with `{% load ui %}`."""
