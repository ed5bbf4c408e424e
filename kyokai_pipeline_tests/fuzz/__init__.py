"""Damaged PDFs: refused by name or read right, never a crash and never another value."""
