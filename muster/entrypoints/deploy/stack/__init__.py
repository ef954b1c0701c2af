"""The CloudFormation templates: a source by hand, and what the code knows better."""
