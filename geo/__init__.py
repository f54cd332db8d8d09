"""What is true: places, programmes and ties of Korea's industrial complexes.

Knows nothing of maps and HTTP.
"""
