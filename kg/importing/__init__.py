"""Sources that are no articles, such as an official record or a table, become facts files."""
