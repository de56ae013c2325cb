"""Volume, printer, pages → its cover."""
