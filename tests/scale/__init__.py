"""What a build costs as the cases grow, beside a stock Material site of the same Markdown."""
