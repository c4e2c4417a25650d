"""Where a store stands in its folder; light, for the window asks before it imports the store."""

FILE_NAME = "centrum-csr.db"
