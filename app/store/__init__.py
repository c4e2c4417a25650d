"""The SQLite file: database, journal, merge, migrations, search index and backup."""
