"""Maps that are drawn of examples without a model: one file per method, listed in ``methods``; how far a map can be
trusted, and clusters of the same examples. No Qt; what is heavy is imported when it is first used."""
