"""From a value back to the paper: where it is printed, a picture of it, and where a word stands."""
