"""The handlers of requests, one module for each resource; each has its pages and its JSON."""
