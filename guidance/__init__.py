"""Words and help: the glossary, the guide, the accessibility statement and the gallery of components. No tables here."""
