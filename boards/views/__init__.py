"""The pages of a board: fetch, permit, validate, call, respond."""
