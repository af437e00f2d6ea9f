"""The pages of privacy: the word list for the device, oversight of a region, and destruction lists."""
