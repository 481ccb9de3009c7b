"""Markdown bodies: to HTML, through an allow-list, their links taken out to be resolved later."""
