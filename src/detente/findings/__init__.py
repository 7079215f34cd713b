"""Results in words, and the renderers that draw them."""
