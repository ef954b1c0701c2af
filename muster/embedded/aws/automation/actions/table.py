"""Every action that the embedded AWS runs, by name."""

from collections.abc import Mapping

from muster.embedded.aws.automation.actions import (
    approve,
    assert_aws_resource_property,
    branch,
    change_instance_state,
    create_tags,
    execute_automation,
    execute_aws_api,
    execute_script,
    invoke_lambda_function,
    loop,
    pause,
    run_command,
    sleep,
    update_variable,
    wait_for_aws_resource_property,
)
from muster.embedded.aws.automation.actions.action import Action

ACTIONS: Mapping[str, Action] = {
    module.ACTION.name: module.ACTION
    for module in (
        approve,
        assert_aws_resource_property,
        branch,
        change_instance_state,
        create_tags,
        execute_automation,
        execute_aws_api,
        execute_script,
        invoke_lambda_function,
        loop,
        pause,
        run_command,
        sleep,
        update_variable,
        wait_for_aws_resource_property,
    )
}
