"""Scripts for people and for CI."""
