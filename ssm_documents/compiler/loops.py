"""A script that is called again and again until it says that it is done."""

from collections.abc import Mapping

from ssm_documents.compiler.steps import LONGEST_SCRIPT, PASSES, Loop, Output, Script, Step


def loop(
    *,
    name: str,
    inner: str,
    description: str,
    script: str,
    payload: Mapping[str, str],
    on_failure: str,
    is_critical: bool = False,
    more: tuple[Output, ...] = (),
    beside: tuple[Step, ...] = (),
) -> Loop:
    """Passes of one script while its output `Again` is `yes`: at most 100 of 600 seconds.

    `more` are further outputs of the script, `beside` the steps that follow it in each pass.
    """
    again = Script(
        name=inner,
        description=description,
        script=script,
        payload=payload,
        outputs=(Output("Again"), *more),
        on_failure=on_failure,
        is_critical=is_critical,
    )
    return Loop(
        name=name,
        description=description,
        timeout=PASSES * LONGEST_SCRIPT,
        steps=(again, *beside),
        variable=f"{{{{ {inner}.Again }}}}",
        equals="yes",
        on_failure=on_failure,
        is_critical=is_critical,
    )
