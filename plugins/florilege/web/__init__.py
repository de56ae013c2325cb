"""The website: Anthology → pages, which MkDocs and Material for MkDocs write."""
