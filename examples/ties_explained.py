"""Measure the ties of 2019, and take the strongest apart: every number is a sum of events, each with its claims."""

import kg

graph = kg.open()
ties = kg.ties_of(graph, period="2019")
for tie in ties[:5]:
    print(f"{tie.a}-{tie.b}  strength {tie.strength:.3f}  {tie.sign}")

strongest = ties[0]
explanation = kg.explain(graph, strongest.a, strongest.b, period="2019")
print(f"\n{strongest.a}-{strongest.b}: P {explanation.p:.2f}, N {explanation.n:.2f}")
for part in explanation.contributions:
    if part.value:
        claims = ", ".join(claim.claim for claim in part.part.counted.claims)
        print(f"{part.value:+.2f}  {part.part.observation.label}  [{claims}]")
