"""What all families of two players share: their knobs, their networks, and the algorithm by which they move in turn.

``discriminator_step`` and ``generator_step`` are the two halves of a step, and ``move`` is one update of either player.
What a move tries to achieve, the losses, stands in the file of each family.
"""
