"""Single things drawn in a mood's light: boats, buildings, birds. Scenes and redrawn regions share them."""
