"""Pages of help, About, diagnostics."""
