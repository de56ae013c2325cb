"""The one Markdown dialect: Markdown → safe HTML with its headings, notes, mentions and links."""
