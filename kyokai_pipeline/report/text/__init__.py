"""The running text of a page: paragraphs, sentences, the outline, and the figures in prose."""
