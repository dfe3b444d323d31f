"""Fakes as pictures under the eyes of the discriminator."""
