//! The `sealwright` program as a library: `run` is called by the program and by both language packages.
