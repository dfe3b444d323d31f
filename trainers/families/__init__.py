"""One file per model family; every module here is found by the catalog."""
