"""The game of two players: who they are, what one step does, and how G looks ahead."""
