"""What would follow, and from which assumption: four regimes side by side. Rules and results: docs/lab.md."""
