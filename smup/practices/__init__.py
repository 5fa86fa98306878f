"""Good practices: the card and its Markdown form, search words, loads, revisions, attachments."""
