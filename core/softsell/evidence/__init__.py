"""What a page does, and what it says elsewhere: kept as observations, held beside claims by pure functions."""
