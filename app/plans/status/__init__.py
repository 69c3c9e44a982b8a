"""How a plan stands, by the rules and by what its leader says against them."""
