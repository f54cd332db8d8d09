"""Pictures of maps, without browser or network: the same view as on screen, for paper.

`sheet.compose` lays a picture out as a `model.Drawing`; `svg`, `pdf` and `png` write it.
"""
