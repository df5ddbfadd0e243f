"""The recipe of the sample package: a small German-English model trained from scratch."""
