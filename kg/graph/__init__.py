"""Facts as an RDF dataset: built, published, opened, asked and exported."""
