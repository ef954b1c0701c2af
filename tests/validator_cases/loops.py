"""Cases of the rule family `loops`."""

from validator_cases.case import Case

CASES = [
    Case(
        "R170",
        says="step `L` has no `Steps`",
        bad="""
- name: L
  action: aws:loop
  inputs: {Iterators: [x, y], Steps: []}
""",
        good="""
- name: L
  action: aws:loop
  inputs: {Iterators: [x, y], Steps: [{name: A, action: 'aws:sleep', inputs: {Duration: PT1M}}]}
""",
    ),
    Case(
        "R171",
        says="step `L` has neither of `Iterators` and `LoopCondition`",
        bad="""
- name: L
  action: aws:loop
  inputs: {MaxIterations: 2, Steps: [{name: A, action: 'aws:sleep', inputs: {Duration: PT1M}}]}
""",
        good="""
- name: L
  action: aws:loop
  inputs:
    MaxIterations: 2
    LoopCondition: {Variable: '{{ global:REGION }}', StringEquals: x}
    Steps:
    - name: A
      action: aws:sleep
      inputs: {Duration: PT1M}
""",
    ),
    Case(
        "R172",
        says="`MaxIterations` of step `L` is 101; it is from 1 to 100",
        bad="""
- name: L
  action: aws:loop
  inputs:
    Iterators: [x, y]
    MaxIterations: 101
    Steps:
    - name: A
      action: aws:sleep
      inputs: {Duration: PT1M}
""",
        good="""
- name: L
  action: aws:loop
  inputs:
    Iterators: [x, y]
    MaxIterations: 100
    Steps:
    - name: A
      action: aws:sleep
      inputs: {Duration: PT1M}
""",
    ),
    Case(
        "R173",
        says="step `L` goes over 101 values; 100 are allowed",
        bad="""
- name: L
  action: aws:loop
  inputs: {Iterators: ["""
        + ", ".join(f"x{n}" for n in range(101))
        + "], Steps: [{name: A, action: 'aws:sleep', inputs: {Duration: PT1M}}]}",
        good="""
- name: L
  action: aws:loop
  inputs: {Iterators: ["""
        + ", ".join(f"x{n}" for n in range(100))
        + "], Steps: [{name: A, action: 'aws:sleep', inputs: {Duration: PT1M}}]}",
    ),
    Case(
        "R174",
        says="step `M` is a loop inside the loop `L`",
        bad="""
- name: L
  action: aws:loop
  inputs:
    Iterators: [x, y]
    Steps:
    - name: M
      action: aws:loop
      inputs:
        Iterators: [x]
        Steps:
        - name: A
          action: aws:sleep
          inputs: {Duration: PT1M}
""",
        good="""
- name: L
  action: aws:loop
  inputs: {Iterators: [x, y], Steps: [{name: A, action: 'aws:sleep', inputs: {Duration: PT1M}}]}
""",
    ),
    Case(
        "R175",
        says="unknown action `aws:snooze` of step `A`",
        bad="""
- name: L
  action: aws:loop
  inputs: {Iterators: [x, y], Steps: [{name: A, action: 'aws:snooze', inputs: {}}]}
""",
        good="""
- name: L
  action: aws:loop
  inputs: {Iterators: [x, y], Steps: [{name: A, action: 'aws:sleep', inputs: {Duration: PT1M}}]}
""",
    ),
    Case(
        "R176",
        says="step `A` waits for people inside the loop `L`",
        bad="""
- name: L
  action: aws:loop
  inputs: {Iterators: [x, y], Steps: [{name: A, action: 'aws:pause', inputs: {}}]}
""",
        good="""
- name: L
  action: aws:loop
  inputs: {Iterators: [x, y], Steps: [{name: A, action: 'aws:sleep', inputs: {Duration: PT1M}}]}
""",
    ),
]
