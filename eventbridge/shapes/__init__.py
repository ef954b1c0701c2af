"""The events of AWS as they arrive: pydantic models, one file a source.

Unknown members and unknown words are let through, since AWS adds some; wrong types and ids that
cannot be ids are not. Amazon EventBridge events reference, pages `ssm` and `drs`.
"""
