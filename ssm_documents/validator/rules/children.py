"""aws:executeAutomation, aws:invokeLambdaFunction and others that call out."""

from ssm_documents.validator.document import Document, mapping, number, refers, sequence, text
from ssm_documents.validator.rule import Mistake, Mistakes, rule

_AUTOMATION = "automation-action-executeAutomation"
_LAMBDA = "automation-action-lamb"
_MAX_TAGS = 5
_MAX_LOCATIONS = 100
_MAX_LAMBDA_SECONDS = 300
_TARGETS = ("Targets", "TargetMaps")
_TAG = "automation-action-createtag"
_START = (
    "https://docs.aws.amazon.com/systems-manager/latest/APIReference/"
    "API_StartAutomationExecution.html"
)
_MAX_VALUES = 50
_MAX_TEXT = 512
_EC2 = "EC2"


@rule("R200", "targets without a parameter to put them in", _AUTOMATION)
def no_target_parameter(document: Document) -> Mistakes:
    """With `Targets` each child gets one target in the parameter named by `TargetParameterName`."""
    for step in document.running("aws:executeAutomation"):
        if "Targets" in step.inputs and not text(step.inputs.get("TargetParameterName")):
            message = f"{step.title} has `Targets` but no `TargetParameterName`"
            yield Mistake(step.input_at(), message, "name the child's parameter")


@rule("R201", "more than five tags", _AUTOMATION, hint="join some of them")
def too_many_tags(document: Document) -> Mistakes:
    """An automation is started with at most five tags."""
    for step in document.running("aws:executeAutomation"):
        tags = sequence(step.inputs.get("Tags"))
        if len(tags) > _MAX_TAGS:
            message = f"{step.title} gives {len(tags)} tags; {_MAX_TAGS} are allowed"
            yield Mistake(step.input_at("Tags"), message)


@rule(
    "R202",
    "more than 100 target locations",
    _AUTOMATION,
    hint="split the step, one for each hundred",
)
def too_many_locations(document: Document) -> Mistakes:
    """`TargetLocations` has from 1 to 100 entries."""
    for step in document.running("aws:executeAutomation"):
        locations = step.inputs.get("TargetLocations")
        if isinstance(locations, list) and not 1 <= len(locations) <= _MAX_LOCATIONS:
            message = f"{step.title} has {len(locations)} target locations; 1 to 100 are allowed"
            yield Mistake(step.input_at("TargetLocations"), message)


@rule(
    "R203",
    "function may not run so long",
    _LAMBDA,
    "warning",
    hint="let the function start the work, and wait for it in a step of its own",
)
def long_function(document: Document) -> Mistakes:
    """aws:invokeLambdaFunction waits at most 300 seconds."""
    for step in document.running("aws:invokeLambdaFunction"):
        seconds = number(step.raw.get("timeoutSeconds"))
        if seconds is not None and seconds > _MAX_LAMBDA_SECONDS:
            message = f"{step.title} waits {seconds} seconds; the action waits 300"
            yield Mistake(step.at("timeoutSeconds"), message)


@rule("R204", "tag without Key and Value", _TAG, hint="write `{Key: …, Value: …}`")
def odd_tag(document: Document) -> Mistakes:
    """A tag is a map of `Key` and `Value`."""
    for step in document.running("aws:createTags", "aws:executeAutomation"):
        for index, tag in enumerate(sequence(step.inputs.get("Tags"))):
            if not {"Key", "Value"} <= set(mapping(tag)):
                message = f"tag {index} of {step.title} has no `Key` and `Value`"
                yield Mistake(step.input_at("Tags", index), message)


@rule("R205", "several resources that are not of EC2", _TAG)
def several_resources(document: Document) -> Mistakes:
    """aws:createTags tags many resources of EC2 at once, but of other types one."""
    for step in document.running("aws:createTags"):
        type_ = text(step.inputs.get("ResourceType")) or _EC2
        count = len(sequence(step.inputs.get("ResourceIds")))
        if type_ != _EC2 and not refers(type_) and count > 1:
            message = f"{step.title} tags {count} resources of type `{type_}`; it may tag one"
            yield Mistake(step.input_at("ResourceIds"), message, "make a step of each")


@rule("R206", "value too large for a parameter", _START, "warning")
def large_value(document: Document) -> Mistakes:
    """An automation is started with up to 50 values a parameter, of up to 512 characters each."""
    for step in document.running("aws:executeAutomation"):
        for name, value in mapping(step.inputs.get("RuntimeParameters")).items():
            values = sequence(value) or (value,)
            path = step.input_at("RuntimeParameters", name)
            if len(values) > _MAX_VALUES:
                message = f"parameter `{name}` has {len(values)} values; {_MAX_VALUES} are taken"
                yield Mistake(path, message, "split them over several steps")
            for written in map(text, values):
                if len(written) > _MAX_TEXT and not refers(written):
                    message = f"parameter `{name}` has {len(written)} characters; 512 are taken"
                    yield Mistake(path, message, "put it into Parameter Store or S3")
