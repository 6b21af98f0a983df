"""How case files are kept."""
