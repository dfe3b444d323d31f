"""One file per dataset; every module here is found by the catalog (but for names that begin with an underscore)."""
