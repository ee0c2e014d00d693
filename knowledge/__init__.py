"""What the library knows and does. It knows no Discord, no terminal and no environment variables."""
