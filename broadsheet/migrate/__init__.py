"""Articles of another generator made into articles of ours, and an account of what became of each.

`hoard` finds the files, `sheet` splits one into its fields and its text, `mapping` says which field
of ours a key feeds, `manuscript` turns the text's mark-up into ours, `removal` does this for all of
them and knows which address leads where, `deposit` writes. Nothing is thrown away in silence: what
has no place in our format stays in the file as a remark, and the account names it.
"""
