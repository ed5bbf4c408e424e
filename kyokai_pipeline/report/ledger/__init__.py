"""Every number printed on every page, each claimed once: found, explained by a role or by a fact, asked twice."""
