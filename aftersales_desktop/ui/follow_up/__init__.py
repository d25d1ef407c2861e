"""What is out of our hands: customers to call, loaners, devices at other workshops."""
