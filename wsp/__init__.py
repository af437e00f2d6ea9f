"""The hallway of the house: settings, doors and what every app shares; no tables here."""
