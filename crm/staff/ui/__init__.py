"""What all pages of the staff's browser UI share."""
