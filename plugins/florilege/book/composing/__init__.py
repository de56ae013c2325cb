"""Volume, texts → sheets: what stands on each, and how it looks."""
