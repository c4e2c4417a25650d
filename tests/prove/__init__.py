"""The proof at length: random histories, faults at every step, fuzzing, the list of cases."""
