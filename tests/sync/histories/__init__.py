"""One machine for random histories: what people do, what happens to files, what must hold."""
