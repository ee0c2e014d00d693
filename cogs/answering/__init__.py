"""Answering: who asks where, whether they may, a card with its buttons, and the way it goes."""
