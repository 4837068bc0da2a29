"""What a learner passes on to others: the link."""
