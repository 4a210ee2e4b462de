"""A made-up company of any size, written by COPY: what the speed of pages is measured on."""
