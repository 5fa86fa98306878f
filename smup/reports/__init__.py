"""Reports of units, services and comparisons: content as values, then HTML, PDF and DOCX."""
