"""The commands, one module each: they parse, call one function of the library, and print."""
