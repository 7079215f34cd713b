"""The lines of the brief in German, from the same typed facts: a module for the words of each question.

Functions have the names and the arguments of their English counterparts; which module stands for which says
`detente.reports.languages`. What finds out and says nothing (what to speak of, which accounts agree) is shared.
"""
