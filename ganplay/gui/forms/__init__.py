"""Forms made from the settings: a knob that is declared in the contract appears here by itself."""
