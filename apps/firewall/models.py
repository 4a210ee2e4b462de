"""No tables: this module exists because `post_migrate` is sent only to apps that have one."""
