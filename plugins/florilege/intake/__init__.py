"""The way in: text as a contributor sends it → an essay's folder."""
