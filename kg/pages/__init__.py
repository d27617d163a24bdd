"""Maps and reports: single files that work offline, with the evidence under every line."""
