"""One entity a file, with its choices and its own rules; `every_entity` imports them all."""
