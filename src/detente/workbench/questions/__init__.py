"""The questions of the registry as forms, and their answers, kept by what they depend on."""
