"""Markdown bodies: to HTML, through an allow-list, with their links taken out to be resolved later."""
