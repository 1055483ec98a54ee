"""Show articles to people: `terminal` in colours, `article`, `index` and `charts` as pages of HTML that need nothing else."""
