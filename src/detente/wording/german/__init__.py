"""What `detente.wording` says, in German: modules and functions have the names that they have there.

Only what the brief needs is here. What is not of a language (joining short texts, marks, choosing what is short enough)
is the same function.
"""
