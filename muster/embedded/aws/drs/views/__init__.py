"""What the API shows of the resources: one file a shape of the model, each a pure function."""
