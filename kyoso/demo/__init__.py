"""A fictional year in the city, told through public actions only."""
