"""The shared language of all storeys: settings, commands, frames. Numpy and the standard library only."""
