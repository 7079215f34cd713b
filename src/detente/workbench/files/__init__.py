"""The file on disk and what is kept beside it: reading, writing, the journal, undo, what may not be shown."""
