"""A rehearsal: a whole room uses a ready sequence from its first step to its last, and every screen is photographed."""
