"""What is made from the engine's facts and from `content/`: data in, Markdown or HTML out."""
