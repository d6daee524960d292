"""What every scene and texture is drawn with: noise, colour, a float canvas, anti-aliased shapes."""
