"""Conflicts with terms that are small enough to be followed by hand."""

# Two hold fire or shoot, a third can send observers. A halt bars nothing: each could shoot again, and would, unless
# observers are there. Figures are chosen so that each question has an answer.
TRUCE = """
detente: 1
title: A truce
status_quo: [north.shoot, south.shoot]
sources: {minutes: {title: Minutes of the talks, date: 2020-01-01, kind: record}}
decision_makers:
  north: {name: North, options: {shoot: {text: go on shooting, short: shoots, otherwise: North holds fire}}}
  south: {name: South, options: {shoot: {text: go on shooting, short: shoots, otherwise: South holds fire}}}
  union: {name: The Union, short: Union, options: {watch: {text: send observers, short: observers}}}
preferences:
  north: [not south.shoot, shoot if not union.watch, not shoot]
  south: [not north.shoot, shoot if not union.watch, not shoot]
  union: [not (north.shoot and south.shoot), not watch]
terms:
  signed_by: [north, south]
  issues:
    prisoners:
      text: The exchange of prisoners
      values:
        none: {text: No prisoners are exchanged., short: no exchange}
        some: {text: "Each side hands over 1,000 prisoners.", short: "1,000 each", source: minutes#2}
        all: {text: Both sides hand over all prisoners that they hold., short: all for all}
    halt:
      text: The fighting
      values:
        none: {text: The fighting goes on., short: no halt}
        open: {text: Both sides hold fire., short: halt, sets: [not north.shoot, not south.shoot]}
        watched:
          text: Both sides hold fire, and the Union sends observers.
          short: watched halt
          sets: [not north.shoot, not south.shoot, union.watch]
          bars: []
  wishes:
    north:
      weights:
        prisoners: {points: {some: 10, all: 4}, because: It holds most of them., source: minutes#3, confidence: 0.7}
        south.shoot: -20
        union.watch: -8
    south:
      weights:
        prisoners: {some: 5, all: 20}
        north.shoot: -25
        union.watch: 5
"""
NO_ZONE = (
    TRUCE.replace("south.shoot: -20", "south.shoot: -1")
    .replace("union.watch: -8", "union.watch: -30")
    .replace("prisoners: {points: {some: 10, all: 4}", "prisoners: {points: {some: -10, all: -40}")
    .replace("        south.shoot: -1\n", "        south.shoot: -1\n        north.shoot: 5\n")
)
# The same with orders alone.
ORDERS = (
    TRUCE[: TRUCE.index("  wishes:")]
    + """  wishes:
    north: [not south.shoot, prisoners.some, not union.watch]
    south: [prisoners.all, preferences, prisoners.some]
"""
)
# Terms that do nothing to the conflict, each side's points known: Raiffa's for the Panama Canal treaty of 1974.
CANAL = (
    """
detente: 1
title: A canal
decision_makers: {us: {name: United States, short: US}, panama: {name: Panama}}
preferences: {us: [], panama: []}
terms:
  signed_by: [us, panama]
  issues:
"""
    + "".join(
        f"    i{k}: {{text: issue {k}, values: {{us: as the US wants, panama: as Panama wants}}}}\n"
        for k in range(10)
    )
    + """  wishes:
    us:
      weights: {"""
    + ", ".join(f"i{k}: {{us: {p}}}" for k, p in enumerate([22, 22, 15, 14, 11, 6, 4, 2, 2, 2]))
    + """}
      no_deal: 0
    panama:
      weights: {"""
    + ", ".join(f"i{k}: {{panama: {p}}}" for k, p in enumerate([9, 15, 15, 3, 15, 5, 11, 7, 7, 13]))
    + """}
      no_deal: 0
"""
)
