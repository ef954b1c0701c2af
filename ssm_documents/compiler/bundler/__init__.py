"""From a script and the modules it imports to one self-contained source.

strip (cut what only people read) → modules (what they define and import) → reach (what the
handler needs) → bundle (one text, checked) → loader (where a document would not fit otherwise).

Everything is cut out of the authors' text by position, never printed anew from a syntax tree, so
every Python version makes the same bytes.
"""

from ssm_documents.compiler.bundler.bundling import Bundle, bundle
from ssm_documents.compiler.bundler.loader import digest_of, loader, stored_text
from ssm_documents.compiler.bundler.mistake import BundleError

__all__ = ["Bundle", "BundleError", "bundle", "digest_of", "loader", "stored_text"]
