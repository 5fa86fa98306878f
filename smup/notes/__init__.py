"""Notes of municipalities on their own values, the right of reply: text, states, writes."""
