"""Sentences that are said in plain English, known again by their form and put into another language."""
