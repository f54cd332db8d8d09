"""Briefs: what a profile tells, as one page or in full, for every format the same.

`compose.brief` makes a `content.Brief` out of a profile; each format writes its blocks.
"""
