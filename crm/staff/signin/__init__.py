"""Signing in and out, changing the password, and for operators: choosing an account."""
