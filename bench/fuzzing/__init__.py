"""Feeds the readers of foreign input with damaged samples, for as long as one likes."""
