"""What an order's panel does about its end: the estimate and its answer, quality control, the hand-over, cancelling."""
