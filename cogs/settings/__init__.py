"""What a person, a channel or a guild chooses."""
