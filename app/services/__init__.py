"""What a promoter asks or does, named so; functions that take a session first."""
