"""An identity provider for tests: the OpenID Connect server of `oauth2_provider`, in a process of its own."""
