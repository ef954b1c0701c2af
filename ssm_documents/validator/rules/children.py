"""aws:executeAutomation, aws:invokeLambdaFunction and others that call out."""

from ssm_documents.validator.document import Document, mapping, number, sequence, text
from ssm_documents.validator.rule import Mistake, Mistakes, rule

_AUTOMATION = "automation-action-executeAutomation"
_LAMBDA = "automation-action-lamb"
_MAX_TAGS = 5
_MAX_LOCATIONS = 100
_MAX_LAMBDA_SECONDS = 300
_TARGETS = ("Targets", "TargetMaps")


@rule("R200", "targets without a parameter to put them in", _AUTOMATION)
def no_target_parameter(document: Document) -> Mistakes:
    """With `Targets` each child gets one target in the parameter named by `TargetParameterName`."""
    for step in document.running("aws:executeAutomation"):
        if "Targets" in step.inputs and not text(step.inputs.get("TargetParameterName")):
            message = f"{step.title} has `Targets` but no `TargetParameterName`"
            yield Mistake(step.input_at(), message, "name the child's parameter")


@rule("R201", "more than five tags", _AUTOMATION)
def too_many_tags(document: Document) -> Mistakes:
    """An automation is started with at most five tags."""
    for step in document.running("aws:executeAutomation"):
        tags = sequence(step.inputs.get("Tags"))
        if len(tags) > _MAX_TAGS:
            message = f"{step.title} gives {len(tags)} tags; {_MAX_TAGS} are allowed"
            yield Mistake(step.input_at("Tags"), message)


@rule("R202", "more than 100 target locations", _AUTOMATION)
def too_many_locations(document: Document) -> Mistakes:
    """`TargetLocations` has from 1 to 100 entries."""
    for step in document.running("aws:executeAutomation"):
        locations = step.inputs.get("TargetLocations")
        if isinstance(locations, list) and not 1 <= len(locations) <= _MAX_LOCATIONS:
            message = f"{step.title} has {len(locations)} target locations; 1 to 100 are allowed"
            yield Mistake(step.input_at("TargetLocations"), message)


@rule("R203", "function may not run so long", _LAMBDA, "warning")
def long_function(document: Document) -> Mistakes:
    """aws:invokeLambdaFunction waits at most 300 seconds."""
    for step in document.running("aws:invokeLambdaFunction"):
        seconds = number(step.raw.get("timeoutSeconds"))
        if seconds is not None and seconds > _MAX_LAMBDA_SECONDS:
            message = f"{step.title} waits {seconds} seconds; the action waits 300"
            yield Mistake(step.at("timeoutSeconds"), message)


@rule("R204", "tag without Key and Value", "automation-action-createtag")
def odd_tag(document: Document) -> Mistakes:
    """A tag is a map of `Key` and `Value`."""
    for step in document.running("aws:createTags", "aws:executeAutomation"):
        for index, tag in enumerate(sequence(step.inputs.get("Tags"))):
            if not {"Key", "Value"} <= set(mapping(tag)):
                message = f"tag {index} of {step.title} has no `Key` and `Value`"
                yield Mistake(step.input_at("Tags", index), message)
