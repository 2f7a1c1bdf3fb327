"""The record as the ledger's paths name it (``email``, ``contacts.7.phones.9.number``): in forms, in
what is written, in what is taken back."""
