"""The Home tab of the app, one file a part: what one person needs before anything else."""
