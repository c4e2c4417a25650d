"""Files that are almost right: changed at every depth, then sealed and signed with real keys."""
