"""What the forms of the pages ask for, as changes of the text of a file."""
