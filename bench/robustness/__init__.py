"""What the engine promises when it is killed, hindered or started twice; each promise is tried.

    python -m bench.robustness

lays out a site of its own in a temporary folder, attacks builds of it and prints what happened. It
ends with 1 if a promise was broken.
"""
