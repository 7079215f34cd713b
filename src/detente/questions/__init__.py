"""The questions that an analyst asks, a folder each."""
