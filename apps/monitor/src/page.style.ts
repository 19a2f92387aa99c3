/** The page's style. Colours repeat what words say. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f7f8fa; --card: #fff; --ink: #1d2129; --quiet: #5a6270; --line: #dfe3e9; --soft: #eef1f5;
  --link: #2857b8; --good: #176b3d; --bad: #b3261e; --busy: #8a5300; --bar: #4a7bd8; --strange: #8236a8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14161a; --card: #1c1f25; --ink: #eceef2; --quiet: #a3abb8; --line: #31363f; --soft: #262a32;
    --link: #8db4ff; --good: #62cf95; --bad: #ff8a80; --busy: #f0b35c; --bar: #6f9cf0; --strange: #d49bf2;
  }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
#page { max-width: 76rem; margin: 0 auto; padding: 0 clamp(1rem, 3vw, 2.5rem) 4rem }
h1, h2, h3, p, ul, ol { margin: 0; padding: 0 }
ul, ol { list-style: none }
a { color: var(--link) }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px }
main:focus { outline: none }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1.6rem; padding: 1rem 0; border-bottom: 1px solid var(--line) }
h1 { font-size: 1.25rem; letter-spacing: -.01em }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem }
nav a { color: var(--quiet); text-decoration: none }
nav a[aria-current] { color: var(--ink); font-weight: 600; border-bottom: 2px solid var(--link) }
nav a:hover { color: var(--ink) }
.state { margin-left: auto; color: var(--quiet); font-size: .9rem }
.state::before { content: ''; display: inline-block; width: .6em; height: .6em; margin-right: .5em; border-radius: 50%; background: var(--busy) }
.state.live::before { background: var(--good) }
.skip { position: absolute; left: -99rem }
.skip:focus { left: 1rem; top: .3rem; background: var(--card); padding: .3rem .6rem }
section { margin-top: 1.6rem; padding: 1.1rem 1.3rem 1.3rem; background: var(--card); border: 1px solid var(--line); border-radius: .7rem }
h2 { font-size: 1.1rem; margin-bottom: .6rem; overflow-wrap: anywhere }
main > h2 { margin-top: 1.6rem; font-size: 1.3rem }
h3 { margin: 1.1rem 0 .3rem; font-size: .95rem; color: var(--quiet) }
.verdict { margin-top: 1.8rem; font-size: clamp(1.3rem, 3vw, 1.75rem); line-height: 1.35; font-weight: 600; letter-spacing: -.01em; text-wrap: balance }
.verdict a { text-decoration-thickness: 1px; text-underline-offset: .2em }
.good { color: var(--good) }
.bad { color: var(--bad) }
.verdict .good { color: inherit; text-decoration-color: var(--good) }
.news:not(:empty) { margin-top: 1rem; padding: .6rem 1rem; background: var(--soft); border-left: 4px solid var(--bar) }
.problems { margin: .8rem 0; padding: .6rem 1rem; background: var(--soft); border-left: 4px solid var(--bad) }
.empty { color: var(--quiet) }
.scroll { overflow-x: auto; margin: .4rem -.3rem 0; padding: 0 .3rem }
table { width: 100%; border-collapse: collapse; font-size: .93rem; font-variant-numeric: tabular-nums }
th { text-align: left; font-weight: 500; font-size: .82rem; color: var(--quiet); white-space: nowrap }
th, td { padding: .42rem 1.1rem .42rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
td { overflow-wrap: anywhere }
time, .whole { white-space: nowrap }
tbody tr:last-child td { border-bottom: 0 }
small { color: var(--quiet); font-size: .85rem }
.badge { display: inline-block; padding: 0 .55rem; border: 1px solid currentColor; border-radius: 1rem; font-size: .82rem; white-space: nowrap }
.badge.busy { color: var(--busy) }
.badge.quiet { color: var(--quiet) }
.search, .filters { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .7rem; margin: .3rem 0 .6rem }
label { color: var(--quiet); font-size: .9rem }
input, select, button { font: inherit; font-size: .93rem; color: inherit; background: var(--paper); border: 1px solid var(--quiet); border-radius: .4rem; padding: .3rem .7rem }
.search input { flex: 1 1 14rem; max-width: 30rem }
button { cursor: pointer; background: var(--soft) }
button:hover { border-color: var(--link) }
button.main { background: var(--link); border-color: var(--link); color: var(--card) }
.act, .sign-in { display: grid; gap: .5rem; max-width: 34rem; min-width: 15rem; padding: .8rem; border: 2px solid var(--link); border-radius: .5rem; background: var(--card) }
.sign-in { margin-top: 1.6rem; padding: 1.3rem }
.sign-in button { justify-self: start }
code, pre { font-family: ui-monospace, monospace; font-size: .88em }
code { overflow-wrap: anywhere }
.command { display: inline-block; padding: .15rem .5rem; background: var(--soft); border-radius: .3rem; user-select: all }
pre { overflow: auto; max-height: 24rem; margin: 0; padding: .8rem; background: var(--soft); border-radius: .4rem }
.mend { margin-bottom: .8rem; display: grid; gap: .4rem; justify-items: start }
.steps li { padding: .55rem 0; border-bottom: 1px solid var(--line) }
.steps { margin-top: .7rem }
.fact { font-size: .9rem; color: var(--quiet) }
.fact.bad { color: var(--bad) }
.axis { display: block; width: 100%; height: 1.5rem; margin: .25rem 0; background: var(--soft); border-radius: 3px }
.axis .expected { fill: none; stroke: var(--quiet); stroke-dasharray: 4 3; vector-effect: non-scaling-stroke }
.axis .happened { fill: var(--good) }
.axis.waiting .happened { fill: var(--bar) }
.axis.late .happened, .axis.missing .happened { fill: var(--bad) }
.axis .attempt { fill: var(--busy) }
.scale { display: flex; justify-content: space-between; color: var(--quiet); font-size: .82rem }
.faults li { display: grid; grid-template-columns: 4.6rem 1fr; gap: .8rem; align-items: start; padding: .45rem 0 }
.map { display: block; max-width: none }
.map .line, .sample .line { fill: none; stroke: var(--good); stroke-width: 1.6 }
.line.call { stroke: var(--quiet); stroke-width: 1; opacity: .55 }
.line.counted { stroke-dasharray: 8 3 }
.line.published { stroke: var(--bar) }
.line.never { stroke: var(--quiet); stroke-dasharray: 3 5 }
.line.unwatched { stroke: var(--line); stroke-width: 2 }
.line.strange { stroke: var(--strange); stroke-width: 3; stroke-dasharray: 9 4 }
.tip { fill: var(--good) }
.tip.call, .tip.never { fill: var(--quiet) }
.tip.published { fill: var(--bar) }
.tip.unwatched { fill: var(--line) }
.tip.strange { fill: var(--strange) }
.node rect { fill: var(--card); stroke: var(--quiet); stroke-width: 1.2 }
.node.outside rect { fill: var(--soft); stroke-dasharray: 3 3 }
.node.bad rect { stroke: var(--bad); stroke-width: 3 }
.node.busy rect { stroke: var(--busy); stroke-width: 2.5 }
.node text { fill: var(--ink); font-size: 14px }
.node .owner { fill: var(--quiet); font-size: 11.5px }
.node .depth { fill: var(--busy); font-size: 12px; font-weight: 600 }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; margin-top: .7rem; color: var(--quiet); font-size: .85rem }
.sample { width: 36px; height: 8px }
.problems .busy::marker, .problems li.busy { color: var(--busy) }
details { margin-top: .7rem; font-size: .93rem }
summary { cursor: pointer; color: var(--link) }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
@media (max-width: 40rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  table, tbody, tr, td { display: block }
  tbody tr { padding: .5rem 0; border-bottom: 1px solid var(--line) }
  td { position: relative; min-height: 1.5rem; padding: .1rem 0 .1rem 7rem; border: 0 }
  td::before { content: attr(data-head); position: absolute; left: 0; color: var(--quiet); font-size: .82rem }
  td[data-head=''] { padding-left: 0 }
  td:empty { display: none }
  td a { display: inline-block; max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; vertical-align: bottom }
}
@media (forced-colors: active) {
  .axis rect, .tip { fill: CanvasText }
  .line { stroke: CanvasText }
  .badge, button { border-color: ButtonText }
}
`;
