"""What is posted every day or week."""
