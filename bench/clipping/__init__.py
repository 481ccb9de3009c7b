"""How well saved pages are read: fields and text against labels made by hand, beside the peers.

The pages and their labels lie outside the project, as their texts are their publishers' own.
"""
