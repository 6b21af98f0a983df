"""An invented office to look at: what `migcase demo` is made of."""
