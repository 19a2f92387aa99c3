export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbf9f6; --card: #fff; --ink: #23201c; --quiet: #675f55; --line: #e8e2d9;
  --girls: #7a4fb5; --boys: #0e7c72; --live: #1d7a46; --away: #a4560b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16151a; --card: #1f1e25; --ink: #f1eee9; --quiet: #a8a29b; --line: #302e38;
    --girls: #b493ea; --boys: #4cc4b5; --live: #5fce8e; --away: #f0a75c;
  }
}
* { box-sizing: border-box }
body {
  margin: 0 auto; padding: clamp(1.25rem, 4vw, 3.5rem) clamp(1rem, 4vw, 2.5rem); max-width: 66rem;
  background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif;
}
h1, h2, p, ol, ul { margin: 0; padding: 0 }
ol, ul { list-style: none }
h1 { font: 600 clamp(2rem, 6vw, 3.25rem)/1.1 ui-serif, Georgia, serif; letter-spacing: -.02em; text-wrap: balance }
.facts { display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin-top: .6rem; color: var(--quiet) }
.facts time { font-variant-numeric: tabular-nums }
#as-of:has(time:empty), #state:empty { display: none }
#state::before {
  content: ''; display: inline-block; width: .55em; height: .55em; margin-right: .5em; border-radius: 50%;
  background: var(--away);
}
#state[data-state=live]::before { background: var(--live); animation: beat 2.4s ease-in-out infinite }
header section { display: flex; align-items: baseline; gap: 1rem; min-height: 2.1rem; margin: 1.4rem 0 1.6rem }
header section:has(ul:empty) { visibility: hidden }
header h2 { flex: none; font-size: .9rem; font-weight: 500; color: var(--quiet) }
#births {
  display: flex; gap: .5rem; overflow: hidden; flex: 1;
  mask-image: linear-gradient(to right, #000 calc(100% - 3rem), transparent);
}
#births li {
  flex: none; padding: .2rem .75rem; border: 1px solid var(--line); border-radius: 2rem; background: var(--card);
  font-size: .9rem; animation: arrive .6s cubic-bezier(.2, .7, .2, 1);
}
#births li::before {
  content: ''; display: inline-block; width: .5em; height: .5em; margin-right: .5em; border-radius: 50%;
  background: var(--quiet);
}
#births li[data-sex=female]::before { background: var(--girls) }
#births li[data-sex=male]::before { background: var(--boys) }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1.5rem }
main section {
  padding: clamp(1.1rem, 3vw, 1.75rem); border: 1px solid var(--line); border-radius: 1rem; background: var(--card);
}
main h2 { font: 600 1.35rem/1.2 ui-serif, Georgia, serif }
#girls { --bar: var(--girls) }
#boys { --bar: var(--boys) }
main h2, main li::before { color: var(--bar) }
main ol { margin-top: .75rem }
main ol:not(:empty) + .empty { display: none }
.empty { color: var(--quiet) }
main li {
  display: grid; grid-template-columns: 2.4rem 1fr auto; align-items: baseline;
  row-gap: .2rem; padding: .45rem 0;
}
main li::before { content: attr(data-rank); font-weight: 600; font-variant-numeric: tabular-nums }
main li span { overflow-wrap: anywhere; font-weight: 500 }
main li data { padding-left: 1rem; color: var(--quiet); font-variant-numeric: tabular-nums; transform-origin: right }
main li svg { grid-column: 2 / -1; width: 100%; height: .6rem; border-radius: 5px; background: var(--line) }
main rect { fill: var(--bar); transition: width .7s cubic-bezier(.2, .7, .2, 1) }
noscript p { margin-top: 1.5rem; color: var(--quiet) }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
@keyframes arrive { from { opacity: 0; transform: translateX(-1.5rem) } }
@keyframes beat { 50% { opacity: .35 } }
@media (prefers-reduced-motion: reduce) { *, ::before { animation: none !important; transition: none !important } }
@media (forced-colors: active) {
  main rect { fill: CanvasText }
  main li svg { border: 1px solid CanvasText }
}
`;
