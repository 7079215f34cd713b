"""The workbench's own words, and their German."""
