"""Damaged and random conflict files and imports through the program: what fails is kept (`make fuzz`)."""
