"""The REST API, as an integrator meets it."""
