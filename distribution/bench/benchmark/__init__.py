"""The exchange measured beside its peers, in turn and on one machine. README.md has the method."""
