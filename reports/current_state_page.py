"""Current-state maps in Typst: one by itself, and as sheets of something longer. What they show comes as data
(reports/typeset.py); nothing here is a sentence."""

from reports.typeset import FACE

SHEETS = (
    r"""
#let grey = luma(95)
#let line-grey = luma(200)
#let sheet(foot, body) = page(
  paper: "a4", flipped: true, margin: (x: 12mm, top: 10mm, bottom: 11mm),
  footer: text(font: "FACE", 6.5pt, fill: grey, foot),
)[
  #set text(font: "FACE", size: 8pt, hyphenate: true)
  #set par(leading: 0.45em, spacing: 0.5em)
  #show heading.where(level: 1): it => text(17pt, weight: "bold", it.body)
  #show heading.where(level: 2): it => block(above: 0pt, below: 1.6mm, text(9.5pt, weight: "bold", it.body))
  #body
]
#let mark(letter) = if letter != "" { super(text(weight: "bold", letter)) }
#let small(words) = text(6.8pt, fill: grey, words)
#let part_or_0(part) = if part == none { 0 } else { part }
#let hatched = tiling(size: (1.6mm, 1.6mm))[
  #place(line(start: (0%, 100%), end: (100%, 0%), stroke: 0.5pt + luma(60)))
]

#let map-sheet(shown) = sheet(shown.foot)[
#small(shown.eyebrow)
#v(-1mm)
= #shown.name
#v(-1.5mm)
#text(10pt, shown.finding)
#v(0.5mm)

#grid(
  columns: (1fr,) * shown.tiles.len(), column-gutter: 3mm,
  ..shown.tiles.map(((what, value, letter, under)) => block(
    width: 100%, height: 18mm, inset: (x: 3mm, y: 2.2mm), radius: 1.5mm, stroke: 0.5pt + line-grey, fill: luma(247),
  )[
    #set par(leading: 0.7em)
    #small(what) \
    #text(if value.len() > 13 { 11pt } else { 15pt }, weight: "bold", value)#text(9pt, mark(letter)) \
    #small(under)
  ])
)
#v(1mm)
#grid(
  columns: shown.facts.len(), column-gutter: 7mm,
  ..shown.facts.map(((what, value)) => [#small(what) #value])
)
#v(3mm)

== #shown.where
#let count = shown.steps.len()
#if count == 0 [#shown.unwatched] else {
  let size = if count <= 7 { 8pt } else if count <= 9 { 7pt } else { 6.2pt }
  let largest = calc.max(1, ..shown.steps.map(one => one.minutes.fold(0, (sum, part) => sum + part_or_0(part))))
  let bar(part, fill, stroke) = if part == none {
    circle(radius: 0.7mm, fill: luma(120))
  } else if part > 0 {
    rect(width: calc.max(0.6, 100 * part / largest) * 1%, height: 2.2mm, fill: fill, stroke: stroke)
  } else { v(2.2mm) }
  grid(
    columns: (1fr,) * count, column-gutter: 1.4mm,
    ..shown.steps.map(one => block(
      width: 100%, height: 43mm, inset: 1.6mm, radius: 1.2mm, stroke: 0.5pt + line-grey, clip: true,
    )[
      #set text(size)
      #set par(leading: 0.42em)
      #block(height: 10mm, width: 100%, clip: true, inset: (top: 0.5mm), above: 0mm, below: 0.5mm, strong(one.what))
      #block(height: 6.4mm, width: 100%, clip: true, below: 0.8mm, text(fill: grey, one.where))
      #for (label, (value, letter)) in one.labels.zip((one.touch, one.wait, one.switches, one.copies)) {
        let below = if count <= 7 { 1.3mm } else { 0.9mm }
        block(below: below, above: 0mm)[#text(fill: grey, label) #h(1fr) #value#mark(letter)]
      }
      #v(1fr)
      #if one.share.len() > 0 { align(right, text(weight: "bold")[#one.share.at(0) %#mark(one.share.at(1))]) }
      #v(-0.6mm)
      #block(height: 2.2mm, above: 0.6mm, below: 0.5mm, width: 100%, bar(one.minutes.at(0), luma(40), none))
      #block(height: 2.2mm, above: 0mm, below: 0mm, width: 100%, bar(one.minutes.at(1), hatched, 0.4pt + luma(60)))
    ])
  )
  v(-0.6mm)
  small[#shown.bar #shown.left]
}
#v(2.5mm)

#block(height: 1fr, width: 100%, clip: true, grid(
  columns: (1.35fr, 1fr, 1fr), column-gutter: 6mm,
  ..shown.columns.map(one => block(width: 100%)[
    == #one.title
    #if one.items.len() == 0 { text(fill: grey, one.none) }
    #set text(shown.size * 1pt)
    #for (said, letter, under) in one.items {
      block(above: 0mm, below: shown.size * 0.25mm)[
        #said#mark(letter) \ #text(shown.size * 0.9pt, fill: grey, under)
      ]
    }
    #if one.left != "" { small(one.left) }
  ])
))

#block(width: 100%, above: 1mm, below: 0mm, inset: (top: 1.5mm), stroke: (top: 0.5pt + line-grey))[
  #set text(7.2pt)
  #set par(leading: 0.5em)
  #strong(shown.sources) #h(2mm)
  #for (letter, said) in shown.legend [#strong(letter) #said. #h(2mm)]
  #text(fill: grey, shown.unknown)
]
]
"""
).replace("FACE", FACE)
"""Helpers, `sheet(foot, body)` and `map-sheet(shown)`."""

PAGE = SHEETS + r"""
#let shown = json(bytes(sys.inputs.shown))
#set document(title: shown.title)
#set text(lang: shown.language)
#map-sheet(shown)
"""
