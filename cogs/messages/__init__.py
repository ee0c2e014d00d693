"""What members write to each other: the claims in it, its quotations, the pages it refers to."""
