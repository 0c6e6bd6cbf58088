"""What is done with a pilot. Each takes who does it and when, and writes what was done into the log."""
