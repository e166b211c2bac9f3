"""Records of searches: what was asked and found, to be checked later."""
