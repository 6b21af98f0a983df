"""What may be said next, and why not (pure)."""
