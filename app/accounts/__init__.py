"""Who speaks: people who sign in, guests who join by code, their names, devices and one-time links."""
