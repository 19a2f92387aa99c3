/** A connection of two nodes. */
export interface Arc {
  readonly from: string;
  readonly to: string;
}

/** Where a node stands: its column and its row. */
export interface Place {
  readonly column: number;
  readonly row: number;
}

/**
 * Lays nodes out from left to right along their connections. What is not connected stands below. A connection that would
 * lead back is ignored, and drawn backwards.
 * @param arcs the more important ones first
 */
export function layOut(nodes: readonly string[], arcs: readonly Arc[]): ReadonlyMap<string, Place> {
  const forward = withoutCycles(arcs.filter(({ from, to }) => nodes.includes(from) && nodes.includes(to)));
  const places = new Map<string, Place>();
  let top = 0;
  for (const group of connected(nodes, arcs)) {
    const heights = new Map<number, number>();
    for (const [node, column] of columnsOf(group, forward)) {
      const height = heights.get(column) ?? 0;
      heights.set(column, height + 1);
      places.set(node, { column, row: top + height });
    }
    top += Math.max(...heights.values());
  }
  return places;
}

function withoutCycles(arcs: readonly Arc[]): Arc[] {
  const kept: Arc[] = [];
  for (const arc of arcs) if (!leads(arc.to, arc.from, kept)) kept.push(arc);
  return kept;
}

/** Whether one node can be reached from another. */
function leads(from: string, to: string, arcs: readonly Arc[]): boolean {
  return from === to || arcs.some((arc) => arc.from === from && leads(arc.to, to, arcs));
}

/** The nodes in groups that have no connection with each other, the largest group first. */
function connected(nodes: readonly string[], arcs: readonly Arc[]): string[][] {
  const groups = new Map(nodes.map((node) => [node, [node]]));
  for (const { from, to } of arcs) {
    const [one, other] = [groups.get(from), groups.get(to)];
    if (!one || !other || one === other) continue;
    one.push(...other);
    for (const node of other) groups.set(node, one);
  }
  return [...new Set(groups.values())].sort((one, other) => other.length - one.length);
}

/** Each node with its column, in which it stands right of everything that leads to it. */
function columnsOf(nodes: readonly string[], arcs: readonly Arc[]): [string, number][] {
  const columnOf = (node: string): number =>
    Math.max(0, ...arcs.filter(({ to }) => to === node).map(({ from }) => columnOf(from) + 1));
  return nodes.map((node) => [node, columnOf(node)]);
}
