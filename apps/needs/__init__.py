"""What stakeholders lack, and why some do not want to work with us: heard, owned, answered, confirmed by them."""
