"""The index on disk: generations, what each keeps beside its engine, and the lock of its writer."""
