"""What plain text says of itself, and what of it is the article."""
