"""One tile: its dots and what lies behind them, what pointer and keys mean there, its settings."""
