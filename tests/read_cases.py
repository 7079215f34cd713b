"""Small conflicts about what was, what changes and what is not known, told whole in `tests.test_read`."""

from __future__ import annotations

# A record that two accounts read differently: what each allows, explains and foresees, and why not.
PASS = """
detente: 1
title: A pass
status_quo: []
sources:
  paper: {author: A. Writer, title: On the pass, date: 2020-01, kind: article}
  diary: {author: B. Guide, title: A diary, date: 2021-03, kind: diary}
decision_makers:
  north:
    name: The north
    short: north
    options:
      guard: {text: guard the pass, short: guards, otherwise: nobody guards the pass}
      tax: {text: tax who comes, short: tax}
      close: {text: close the pass, short: closes it}
  south:
    name: The south
    short: south
    options: {trade: {text: trade, short: trades, otherwise: nobody trades}, raid: {text: raid, short: raids}}
rules:
  - {id: no-tax, never: north.tax and not south.trade}
  - {irreversible: {option: north.close, direction: taken}}
perspectives:
  guides:
    says: what the guides say
    preferences:
      north:
        - {that: not south.raid, id: calm, source: "diary#3", confidence: 0.6}
        - {that: not close, id: open-pass, source: diary}
        - {that: tax, id: money}
        - {that: guard if south.raid, id: safe}
      south:
        - {that: not north.tax, id: no-tax, source: paper}
        - {that: trade if not north.guard, id: free-trade}
        - {that: raid, id: booty}
  scribes:
    says: what the scribes say
    options: {drop: [north.guard]}
    preferences:
      north: [{that: not tax, id: lazy, source: paper}, {that: not close, id: open-pass}]
      south: [{that: raid, id: booty}, {that: not trade, id: proud}, not north.close]
timeline:
  market: {date: 2020-01, does: south.trade, source: "paper#1"}
  toll: {date: 2020-02, does: north.tax, text: The north takes a toll., source: [paper, "diary#2"], confidence: 0.8}
  feast: {date: 2020-03, by: north, text: A feast is held, source: diary}
  once-more: {date: 2020-03, does: south.trade, source: diary}
  watch: {date: 2020-04, does: north.guard, source: paper}
  raid: {date: 2020-05, does: [south.raid, not south.trade], source: paper, confidence: 0.5}
  retreat: {date: 2020-06, does: [not north.tax, not south.raid], source: diary}
  end: {date: 2020-07, does: [north.close, south.raid], source: paper}
  again-open: {date: 2020-08, does: not north.close, source: paper}
"""
# Phases in which options come and go, a rule is put, a ranking is replaced, and one begins anew.
LAKE = """
detente: 1
title: A lake
status_quo: []
sources: {law: {title: The law of the lake, date: 1950, kind: law}}
decision_makers:
  town: {name: The town, short: town, options: {fish: {text: fish, short: fishes, otherwise: the town does not fish}}}
  mill:
    name: Mill
    options: {dam: {text: dam the river, short: dam}, pay: {text: pay the town, short: pays, otherwise: nobody pays}}
perspectives:
  old:
    says: what the old say
    preferences:
      town: [{that: not mill.dam, id: river, source: law}, {that: fish, id: catch}]
      mill: [{that: not dam, id: lazy}, {that: not pay, id: thrift}]
  young:
    says: what the young say
    preferences:
      town:
        - {that: mill.pay, id: money}
        - {that: fish if mill.pay, id: work}
        - {that: not fish, id: catch}
      mill:
        - {that: not dam, id: lazy}
        - {that: town.fish, id: fair, confidence: 0.5}
        - {that: pay iff not town.fish, id: thrift}
phases:
  quiet: {date: 1950, says: A quiet time., source: "law#4"}
  power:
    date: 1960
    says: The mill can sell power
    about: Power is dear
    preferences: {mill: {patch: [{put: {id: power, that: dam}, before: lazy}]}}
    source: law
  strict:
    date: 1970
    on: power
    options: {add: {mill: {turbine: {text: run a turbine, short: turbine}}}}
    rules: {patch: [{put: {never: mill.turbine and not mill.dam, id: needs-dam}}]}
    preferences: {town: {patch: [{put: {id: anger, that: not fish if mill.dam}, before: catch}]}}
  late:
    date: 1980
    on: strict
    options: {drop: [mill.pay]}
    preferences: {mill: {patch: [drop: power]}, town: [not mill.dam, fish]}
  new: {date: 1990, on: strict, status_quo: [mill.dam], preferences: {mill: {patch: [{put: {id: t, that: turbine}}]}}}
"""
# Who is mistaken: about wishes, an option, one that is imagined, a rule; with accounts in which nobody is, or one.
RUMOUR = """
detente: 1
title: A rumour
status_quo: []
sources:
  letter: {author: C. Clerk, title: A letter, date: 2020, kind: letter}
decision_makers:
  east: {name: East, options: {march: {text: march, short: marches, otherwise: East stays at home}}}
  west:
    name: West
    options: {spy: {text: send spies, short: spies}, gift: {text: send gifts, short: gifts, otherwise: nobody gives}}
rules: [{id: one-at-a-time, exclusive: [west.spy, west.gift]}]
preferences:
  east: [{that: west.gift, id: gifts, source: letter}, {that: march iff west.spy, id: pride}, not march]
  west: [{that: not east.march, id: peace}, {that: gift, id: kind, confidence: 0.7}, not spy]
beliefs:
  east:
    options: {add: {west: {poison: {text: poison the wells, short: poison}}}, drop: [west.gift]}
    preferences: {west: [poison, spy], east: [{that: march if west.poison, id: fear}, not march]}
    text: East fears poison.
    because: A letter said so.
    source: letter#2
  west:
    preferences: {east: [march]}
    rules: {patch: [drop: one-at-a-time]}
"""
BLIND = """
detente: 1
title: Blind
status_quo: []
decision_makers:
  a: {name: Anna, options: {x: {text: do x, short: x}}}
  b: {name: Bert, options: {y: {text: do y, short: y}, z: {text: do z, short: z}}}
  c: {name: Cleo, options: {w: {text: do w, short: w}}}
perspectives:
  first: {says: one, preferences: {a: [not b.y, x], b: [a.x, y iff a.x, not z], c: [w if b.y, not w]}}
  second: {says: two, preferences: {a: [b.y, not x], b: [not y, z if a.x], c: [not w]}}
  third: {says: three, preferences: {a: [x iff b.z, not x], b: [z iff not a.x, not y], c: [w iff a.x]}}
beliefs:
  a: {options: {drop: [b.z]}, preferences: {b: [not y], c: [w]}}
  c: {preferences: {a: [x], b: [y iff not a.x]}}
"""
# Power that shifts: certain, open, a tie, with a guarantee that is enough or not.
POWER = """
detente: 1
title: Power
status_quo: []
sources: {paper: {author: D. Count, title: On power, date: 2019, kind: article}}
decision_makers:
  old: {name: Old, options: {strike: {text: strike first, short: strikes}, sell: {text: sell out, short: sells}}}
  new: {name: New, options: {arm: {text: arm, short: arms}}}
preferences:
  old: [not new.arm, strike]
  new: [arm if old.strike, not old.strike, old.sell]
shifts:
  soon: {declines: old, rises: new, chance: {now: 0.2, later: 0.9}, cost: 1, discount: 0.9, where: not old.strike,
         text: New arms., because: It was seen., source: paper#7}
  never: {declines: old, rises: new, chance: {now: 0.4, later: 0.45}, cost: 3, discount: 0.8, where: old.sell}
  doubt: {declines: new, rises: old, chance: {now: [0, 0.2], later: [0.5, 1]}, cost: [0, 9], discount: 0.5,
          guarantee: 0.25, periods: 2, source: paper, confidence: 0.5}
  held: {declines: new, rises: old, chance: {now: 0.2, later: 0.9}, cost: 0.5, discount: 0.95, guarantee: 0.99}
  weak: {declines: new, rises: old, chance: {now: 0.2, later: 0.9}, cost: 0.5, discount: 0.95, guarantee: 0.01,
         periods: 3}
  free: {declines: old, rises: new, chance: {now: [0.1, 0.2], later: [0.6, 0.7]}, cost: [0, 0.2], discount: [0.8, 0.9],
         guarantee: [0.5, 1]}
"""
# What is doubted: a claim, its place, whether it is one at all; one account has none.
DOUBTS = """
detente: 1
title: Doubts
status_quo: []
sources: {paper: {author: E. Guess, title: On doubts, date: 2018, kind: article}}
decision_makers:
  one: {name: One, options: {x: {text: do x, short: x, otherwise: One keeps still}}}
  two: {name: Two, options: {y: {text: do y, short: y}, z: {text: do z, short: z}}}
perspectives:
  sure: {says: what is sure, preferences: {one: [not two.y, x], two: [y if one.x, not y, not z]}}
  open:
    says: what is open
    preferences:
      one: [{that: not two.y, id: calm, confidence: 0.7, source: paper}, {that: x, id: act, confidence: 0.4}]
      two: [{that: y if one.x, id: answer, confidence: 0.5}, {that: not y, id: lazy, confidence: 0.9}, not z]
  wide:
    says: what is wide open
    preferences:
      one: [{that: not two.y, id: calm, confidence: 0.9, source: paper}, x]
      two: [{that: z iff one.x, id: answer, confidence: 0.3}, {that: y, id: eager, confidence: 0.6}]
"""
# A bargain in which what each wants of it is doubted: a worth, a number between bounds, a red line, what is excluded.
BARGAIN = """
detente: 1
title: A bargain
status_quo: []
decision_makers:
  maker: {name: The maker, short: maker, options: {wait: {text: wait, short: waits}}}
  buyer: {name: Buyer, options: {look: {text: look elsewhere, short: looks}}}
preferences:
  maker: [{that: not buyer.look, id: stay, confidence: 0.6}, not wait]
  buyer: [look if maker.wait, not look]
terms:
  signed_by: [maker, buyer]
  issues:
    price:
      text: The price
      values: {low: {text: It costs little., short: low}, high: {text: It costs much., short: high}}
    speed:
      text: The speed
      values: {slow: {text: It comes late., short: slow}, fast: {text: It comes soon., short: fast}}
  exclusions: [{id: no-rush, never: price.low and speed.fast, confidence: 0.7}]
  wishes:
    maker:
      weights: {price: {points: {high: 10, low: [1, 4]}, confidence: 0.8}, speed: {points: {slow: 3}, confidence: 0.9}}
      no_deal: 2
      red_lines: [{id: fair, that: not (price.low and speed.slow), confidence: 0.5}]
    buyer:
      weights: {price: {points: {low: 8, high: 2}}, speed: {fast: 6}}
      no_deal: 3
"""
# Three who sign and have numbers, each with a first choice of its own.
THREE = """
detente: 1
title: Three
decision_makers: {x: {name: Ann}, y: {name: Ben}, z: {name: Cy}}
preferences: {x: [], y: [], z: []}
terms:
  signed_by: [x, y, z]
  issues:
    i: {values: {a: this, b: that, c: neither}}
    j: {values: {a: now, b: later}}
  wishes:
    x: {weights: {i: {a: 9, b: 4, c: 3}, j: {a: 1}}, no_deal: 2}
    y: {weights: {i: {a: 3, b: 7, c: 4}, j: {b: 2}}, no_deal: 1}
    z: {weights: {i: {a: 2, b: 3, c: 8}, j: {a: 5, b: 1}}, no_deal: 1}
"""
# A deal about which two accounts differ: in one it beats no deal, in the other less of it does; and one with red lines.
FARM = """
detente: 1
title: A farm
status_quo: [seller.wait]
sources: {note: {author: F. Clerk, title: A note, date: 2021, kind: record}}
decision_makers:
  buyer: {name: The buyer, short: buyer, options: {sue: {text: go to court, short: sues, otherwise: nobody sues}}}
  seller: {name: The seller, short: seller, options: {wait: {text: wait, short: waits, otherwise: the seller acts}}}
  bank: {name: Bank, options: {lend: {text: lend, short: loan}}}
perspectives:
  bold:
    says: what the bold say
    preferences:
      buyer: [not seller.wait, {that: bank.lend, id: loan, source: note}, not sue]
      seller: [not buyer.sue, {that: not wait, id: act, confidence: 0.5}]
      bank: [lend if not seller.wait, not lend]
  shy:
    says: what the shy say
    preferences:
      buyer: [sue if seller.wait, not bank.lend, not sue]
      seller: [wait, not buyer.sue]
      bank: [not lend]
terms:
  signed_by: [buyer, seller]
  issues:
    price:
      text: The price of the farm.
      short: price
      values:
        none: {text: There is no price., short: no price}
        low: {text: The buyer pays little., short: low}
        high: {text: The buyer pays much., short: high, sets: [not seller.wait]}
    paid:
      text: When it is paid.
      values:
        none: {text: It is not paid., short: never}
        now: {text: It is paid at once., short: now, sets: [not seller.wait]}
        later: {text: It is paid in a year., short: later, sets: [not seller.wait, not buyer.sue], bars: [buyer.sue]}
  wishes:
    buyer: [price.low, paid.later, preferences]
    seller: [price.high if paid.now, preferences, not paid.none]
"""
