"""The whole journey in a real browser, against the product's own processes as `make run` starts them."""
