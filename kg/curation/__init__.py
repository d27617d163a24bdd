"""Facts as curators write them: read, checked against the form, held against the texts."""
