"""What planners ask of networks: flows, gaps, partners, comparisons, paths, what-if."""
