"""One index run: files are read and analysed in processes, and what changed is written."""
