"""Does this installation work? Its files, its libraries, its folders, its devices, and whether all families learn.

``latent-explorer --self-test`` runs this and then the window's part (``explorer.self_test``). ``report``,
``program_files``, ``libraries``, ``network`` and ``machine`` need the standard library only: they must be able to name
what is missing from an installation that can do nothing else.
"""
