"""The workbench: a local page on the questions of the registry. Nothing is computed or worded here.

The file on disk is the truth (`files`). Forms become changes of its text (`edits`), pages (`pages`) show what the
questions answer (`questions`), in the words of `language`; `server` is the door. Each knows only what stands before it.
"""
