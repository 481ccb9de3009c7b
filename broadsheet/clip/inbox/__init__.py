"""What has come in the feeds that an editor watches, and what has been shown of it.

`rounds.py` goes round the feeds, `ledger.py` keeps what they had, `tray.py` lays out what is to be
looked at, `paper.py` makes a page of an entry for `clip`.
"""
