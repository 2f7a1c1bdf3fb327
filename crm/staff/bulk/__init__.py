"""Many customers changed at once: asked first, in one go, taken back in one go."""
