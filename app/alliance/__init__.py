"""The alliance's public pages: what it is, its three vehicles, questions and answers. Never the status of a country."""
