"""A demonstration district: invented people, played for a month through the real services."""
