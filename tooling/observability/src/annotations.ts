/** What an alert tells the person who is paged. */
export interface Annotations {
  summary: string;
  /** How many: failures in the last hour, messages, processes, seconds. */
  count: string;
  /** The request, event or step that it is about. */
  event: string;
  /** Why, as far as a metric knows. */
  reason: string;
  runbook_url: string;
  page_url: string;
}

/** The reason of an alert: a sentence, and the query whose series complete it. `$service` in it is the alert's label. */
export interface Reason {
  text: string;
  query?: string;
}

/** The runbook of an alert: `SignupsFail` has `signups-fail.md`. */
export const runbookOf = (alert: string): string =>
  `${alert.replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.md`;

/**
 * The annotations of an alert, as templates of Prometheus. Its configuration names the addresses of the page and of the
 * runbooks (`external_labels`), since they differ by deployment.
 */
export const annotationsOf = (
  alert: string,
  {
    reason,
    page = '/',
    ...texts
  }: { summary: string; count: string; event: string; reason: Reason; page?: string },
): Annotations => ({
  ...texts,
  reason: reasonOf(reason),
  runbook_url: `{{ $externalLabels.runbooks_url }}/${runbookOf(alert)}`,
  page_url: `{{ $externalLabels.page_url }}${page}`,
});

/** `calls that failed: customers timeout 12, passwords 5xx 3`, by the labels and values of at most three series. */
function reasonOf({ text, query }: Reason): string {
  if (!query) return text;
  const top = JSON.stringify(`sort_desc(topk(3, ${query.replaceAll('$service', '%s')}))`);
  const series = query.includes('$service') ? `printf ${top} $labels.service | query` : `query ${top}`;
  const one = '{{ range .Labels }}{{ . }} {{ end }}{{ .Value | humanize }}';
  return `${text}: {{ with ${series} }}{{ range $at, $_ := . }}{{ if $at }}, {{ end }}${one}{{ end }}{{ else }}none{{ end }}`;
}
