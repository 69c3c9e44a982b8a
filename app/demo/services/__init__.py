"""The verbs of the demonstration, one transaction each: by noun, because together they outgrow one file.

- `loading`: workshops of a file come into the house
- `furnishing`: the demonstration is made, and brought back as it was
- `centres`, `workshops`, `room`, `notes`, `plans`, `interests`, `answers`, `open_call`, `people`, `live`, `erasing`,
  `records`: its parts
"""

from app.demo.services.furnishing import SignIn, Summary, demo_summary, reset, seed_if_empty
from app.demo.services.loading import load_workshops

__all__ = ["SignIn", "Summary", "demo_summary", "load_workshops", "reset", "seed_if_empty"]
