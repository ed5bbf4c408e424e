"""Japanese as it is printed: characters, numbers, eras. Knows nothing of PDFs or of this report."""
