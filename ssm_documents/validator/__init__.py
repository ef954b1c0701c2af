"""Judges any SSM Automation document: schema, step graph, references, action inputs, API calls."""

from ssm_documents.validator.checking import check, check_many, check_text, check_texts
from ssm_documents.validator.finding import Finding, Path, Place, Severity
from ssm_documents.validator.positions import Positions

__all__ = [
    "Finding",
    "Path",
    "Place",
    "Positions",
    "Severity",
    "check",
    "check_many",
    "check_text",
    "check_texts",
]
