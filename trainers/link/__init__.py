"""A run that is trained elsewhere: how the conversation of ``trainers.messages`` is held over a pipe.

Two programs that know nothing of each other but what comes through: frames with a limit on their size, in them messages
of classes that are named in ``wire``, field by field what their annotations say. Nothing is unpickled, evaluated or
looked up by a name that the other side has chosen. The server in ``serving`` holds a worker and lets others watch it,
``far_worker`` is such a worker as the window sees it.
"""
