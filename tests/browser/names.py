"""Names that both a browser and the process beside the site know, without Django."""

KEEPER = "keeper"
KEEPER_PASSWORD = "열쇠와 자물쇠 41"
