"""What the pages of a training run share: session, page, form, transport, monitors."""
