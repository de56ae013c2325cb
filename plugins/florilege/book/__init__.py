"""The tomes: Anthology → sheets → fragments → one PDF per volume."""
