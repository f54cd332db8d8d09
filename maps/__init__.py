"""How it looks: the atlas as Folium pages. Knows `geo`, not `api`."""
