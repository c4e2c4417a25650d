"""How stores meet through files: signed segments, sealed bundles, invitations, taking them in."""
