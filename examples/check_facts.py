"""Check a facts file from Python: every slip with its place, and what would be right."""

from pathlib import Path

import kg

Path("my-entities.yaml").write_text(
    "ana-roca: {kind: Person, name: Ana Roca, state: EQU}\nluis-paz: {kind: Persn, name: Luis Paz}\n",
    encoding="utf-8",
)
_, problems = kg.check(["my-entities.yaml"])
for problem in problems:
    print(problem)
