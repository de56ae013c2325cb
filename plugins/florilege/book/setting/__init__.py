"""Sheets → fragments, in workers: set by WeasyPrint, tagged, read and made lean."""
