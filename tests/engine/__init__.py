"""What proves the build engine right, whatever it skips: its public surface alone is used."""
