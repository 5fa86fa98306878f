"""Files that take long: a queue of jobs, a process that does them, a store of what they made."""
