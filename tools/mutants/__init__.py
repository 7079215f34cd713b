"""Invert meanings in the answers, the wording and the pictures one by one, and count how many a test notices.

`python -m tools.mutants` draws mutants by seed from all lines of those modules, runs for each the tests that reach it,
and lists those that no test noticed. The mutating is cosmic-ray's; the operators for meanings are in `meanings` and
`shapes`; what is no mutant by rule in `rules`, what is none by judgment, with its reason, in `equivalent.toml`.
"""
