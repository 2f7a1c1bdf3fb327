"""What the operator does with the whole database: back it up, put it back."""
