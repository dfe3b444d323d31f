"""The end of a link at which the run is trained: a server, those who watch, what they are told and may ask for."""
