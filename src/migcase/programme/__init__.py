"""The words a plugin declares with; a declaration checks itself (pure)."""
