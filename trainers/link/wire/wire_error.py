"""What goes wrong on a link."""


class WireError(ValueError):
    """What came over a link cannot be used, or there is no link. The text is one sentence."""
