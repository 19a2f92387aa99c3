/** What a finger hits is 44 px high at least (https://www.w3.org/TR/WCAG22/#target-size-enhanced). */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbf9f6; --card: #fff; --ink: #23201c; --quiet: #5f584f; --line: #d9d2c7; --act: #5b3a99; --on-act: #fff;
  --note: #fdf1dc; --on-note: #5a3a06;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16151a; --card: #1f1e25; --ink: #f1eee9; --quiet: #b3ada6; --line: #3a3743; --act: #c3a6f2;
    --on-act: #1b1230; --note: #3a2c12; --on-note: #f8dfb3;
  }
}
* { box-sizing: border-box }
body {
  margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2.5rem) 3rem; max-width: 66rem; overflow-wrap: anywhere;
  background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif;
}
h1, h2, h3 { line-height: 1.2; text-wrap: balance }
h1 { font-family: ui-serif, Georgia, serif; font-size: clamp(1.6rem, 5vw, 2.5rem) }
a { display: inline-block; min-width: 44px; min-height: 44px; padding: .6rem 0; color: var(--act) }
:focus-visible { outline: 3px solid var(--act); outline-offset: 3px }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem; padding: 1rem 0; border-bottom: 1px solid var(--line) }
header > a { font: 600 1.4rem/1.2 ui-serif, Georgia, serif; text-decoration: none; color: var(--ink) }
header form[role=search] { display: flex; flex: 1 1 16rem; gap: .5rem }
nav { display: flex; flex-wrap: wrap; align-items: center; gap: 0 1.25rem }
button, input, select {
  min-width: 44px; min-height: 44px; padding: .5rem 1rem; border: 1px solid var(--quiet); border-radius: .5rem; font: inherit;
}
input { max-width: 100%; background: var(--card); color: var(--ink) }
input[type=search] { flex: 1; width: 100% }
input[type=number] { width: 5.5rem }
button { border-color: transparent; background: var(--act); color: var(--on-act); font-weight: 600; cursor: pointer }
button.quiet { border-color: var(--quiet); background: none; color: var(--ink) }
button:disabled { background: var(--line); color: var(--ink); cursor: not-allowed }
form p { margin: .75rem 0 }
label { display: block; font-weight: 500 }
.row { display: flex; flex-wrap: wrap; align-items: end; gap: .75rem }
.note, .alert { margin: 1rem 0; padding: .75rem 1rem; border-radius: .5rem; background: var(--note); color: var(--on-note) }
.note ul { margin: 0; padding-left: 1.2rem }
.quiet-text { color: var(--quiet) }
ul.records { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: 1rem; padding: 0; list-style: none }
ul.records li, .line, section.card { padding: 1rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--card) }
ul.records a { padding: .2rem 0; font-weight: 600 }
ul.records p, .line p { margin: .15rem 0 }
.lines { display: grid; gap: .75rem; padding: 0; list-style: none }
.line { display: flex; flex-wrap: wrap; align-items: end; justify-content: space-between; gap: .75rem 1.5rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem }
dt { color: var(--quiet) }
dd { margin: 0 }
.total { font-size: 1.25rem; font-weight: 600 }
`;
