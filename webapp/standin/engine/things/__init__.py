"""Single things drawn in a mood's light: boats, buildings, birds, lamps. Scenes and redrawn regions share them."""
