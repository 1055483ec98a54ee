"""Run a pipeline over many articles. Each backend has the signature of `local.tag`."""
