"""Who may ask, from where and how much; the paths, and the command that starts it all."""
