"""The command line on a fake installation: what it prints where, and its exit code."""

from muster.entrypoints.cli.door import Door
from muster.entrypoints.cli.failures import explain
from muster.entrypoints.cli.root import root
from muster.service.values import Place

PLACE = Place("the AWS of this test", undeployed=True)


class Cli:
    """`cli("run", "status", "last")` gives (exit code, stdout, stderr)."""

    def __init__(self, service, capsys, place=PLACE):
        self.door = Door(service, place)
        self._capsys = capsys

    def __call__(self, *args):
        self._capsys.readouterr()
        try:
            code = root.main(
                args=list(args), prog_name="muster", standalone_mode=False, obj=self.door
            )
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - as main does
            code = explain(error)
        printed = self._capsys.readouterr()
        return code or 0, printed.out, printed.err
