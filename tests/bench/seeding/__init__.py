"""Accounts of many customers, made by set SQL within seconds, as the write path would have kept them."""
