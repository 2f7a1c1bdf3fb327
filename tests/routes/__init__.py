"""Every route of the URL configuration, walked by who has no business there."""
