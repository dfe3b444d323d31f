"""Every run below a folder as rows of a table: read once, kept in a small file, read again where a run has changed."""
