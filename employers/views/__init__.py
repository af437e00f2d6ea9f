"""The pages of employers: today, list, dossier, people, visits and agreements."""
