"""The loop through people: articles to an annotation tool with the model's predictions, and back into a corpus; two annotators' versions made one."""
