"""What was said about a case, and what it adds up to (pure)."""
