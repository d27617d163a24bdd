"""The site: everything held, as one folder of pages that opens from disk."""
