"""The workbench: a local page on the questions of the registry. Nothing is computed or worded here.

The file on disk is the truth (`documents`); pages show what the questions answer (`answers`); `safety` is the door.
"""
