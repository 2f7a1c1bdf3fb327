"""Whether every statement of the dialects' pages is proven."""
