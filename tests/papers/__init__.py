"""Every paper as a file, so that all of them can be looked at by one command."""
