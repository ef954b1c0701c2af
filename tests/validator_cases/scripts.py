"""Cases of the rule family `scripts`."""

from validator_cases.case import Case

CASES = [
    Case(
        "R190",
        says="unknown runtime `python4`",
        bad="""
- name: A
  action: aws:executeScript
  inputs: {Runtime: python4, Handler: main, Script: 'def main(e, c): pass'}
""",
        good="""
- name: A
  action: aws:executeScript
  inputs: {Runtime: python3.11, Handler: main, Script: 'def main(e, c): pass'}
""",
    ),
    Case(
        "R191",
        says="runtime `python3.9` is retired",
        bad="""
- name: A
  action: aws:executeScript
  inputs: {Runtime: python3.9, Handler: main, Script: 'def main(e, c): pass'}
""",
        good="""
- name: A
  action: aws:executeScript
  inputs: {Runtime: python3.11, Handler: main, Script: 'def main(e, c): pass'}
""",
    ),
    Case(
        "R192",
        says="step `A` has no `Handler`",
        bad="""
- name: A
  action: aws:executeScript
  inputs: {Runtime: python3.11, Script: 'def main(e, c): pass'}
""",
        good="""
- name: A
  action: aws:executeScript
  inputs: {Runtime: python3.11, Handler: main, Script: 'def main(e, c): pass'}
""",
    ),
    Case(
        "R193",
        says="step `A` has neither `Script` nor `Attachment`",
        bad="""
- name: A
  action: aws:executeScript
  inputs: {Runtime: python3.11, Handler: main}
""",
        good="""
- name: A
  action: aws:executeScript
  inputs: {Runtime: python3.11, Handler: main, Script: 'def main(e, c): pass'}
""",
    ),
    Case(
        "R194",
        says="step `A` may run 601 seconds; a script has 600",
        bad="""
- name: A
  action: aws:executeScript
  inputs: {Runtime: python3.11, Handler: main, Script: 'def main(e, c): pass'}
  timeoutSeconds: 601
""",
        good="""
- name: A
  action: aws:executeScript
  inputs: {Runtime: python3.11, Handler: main, Script: 'def main(e, c): pass'}
  timeoutSeconds: 600
""",
    ),
    Case(
        "R195",
        says="script of step `A` defines no `mein`",
        bad="""
- name: A
  action: aws:executeScript
  inputs: {Runtime: python3.11, Handler: mein, Script: 'def main(e, c): pass'}
""",
        good="""
- name: A
  action: aws:executeScript
  inputs: {Runtime: python3.11, Handler: main, Script: 'def main(e, c): pass'}
""",
    ),
    Case(
        "R196",
        says="attachment `code.zap` is not in `files`",
        bad="""
schemaVersion: '0.3'
files:
  code.zip:
    checksums: {sha256: abc}
mainSteps:
- name: A
  action: aws:executeScript
  inputs: {Runtime: python3.11, Handler: code.main, Attachment: code.zap}
""",
        good="""
schemaVersion: '0.3'
files:
  code.zip:
    checksums: {sha256: abc}
mainSteps:
- name: A
  action: aws:executeScript
  inputs: {Runtime: python3.11, Handler: code.main, Attachment: code.zip}
""",
    ),
    Case(
        "R197",
        says="SSM creates and runs no runbook with `python3.8`",
        bad="""
- name: A
  action: aws:executeScript
  inputs: {Runtime: python3.8, Script: 'def main(e, c): pass', Handler: main}
""",
        good="""
- name: A
  action: aws:executeScript
  inputs: {Runtime: python3.11, Script: 'def main(e, c): pass', Handler: main}
""",
    ),
    Case(
        "R198",
        says="step `A` has a `Handler`, which PowerShell does not call",
        bad="""
- name: A
  action: aws:executeScript
  inputs: {Runtime: PowerShell 7.4, Script: 'def main(e, c): pass', Handler: main}
""",
        good="""
- name: A
  action: aws:executeScript
  inputs: {Runtime: PowerShell 7.4, Script: 'def main(e, c): pass'}
""",
    ),
]
