"""Measure the built site beside a stock site of the same pages and a page written by hand: `make bench`."""
