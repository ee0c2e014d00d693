"""The Discord face: parse, call one use case, present."""
