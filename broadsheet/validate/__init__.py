"""Records compared with each other and with the vocabularies: a Site, or every problem at once."""
