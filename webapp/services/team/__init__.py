"""The people of the team: who they are, how they sign in, and the links that let them in."""
