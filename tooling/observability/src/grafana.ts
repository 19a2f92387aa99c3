import {
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
} from '@grafana/grafana-foundation-sdk/common';
import {
  type Dashboard,
  DashboardBuilder,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  MappingType,
  QueryVariableBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ValueMapping,
  VariableRefresh,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as BarGaugeBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { DashboardTemplate, Selection } from './dashboards.js';
import { type Panel, withObjective } from './panel.js';
import type { Slo } from './slo.js';

/** The URL of Zipkin for a browser. */
const ZIPKIN = 'http://localhost:9411/zipkin/';
/** The log lines of one business process, for a browser. */
const LINES = 'http://localhost:9428/select/vmui/#/?g0.relative_time=last_30_days&query=*:${__value.raw}';
/** The times of a Grafana panel, as a link may have them. */
const [FROM, TO] = ['${__from}', '${__to}'];

/**
 * The URL of a search in Zipkin. Its page searches at once only when the URL has `lookback`, `endTs` and `limit`, and
 * with the look-back `range` also `startTs`.
 */
const searchUrl = (query: Record<string, string>): string =>
  `${ZIPKIN}?${Object.entries({ ...query, limit: '100' })
    .map((pair) => pair.join('='))
    .join('&')}`;
/** The traces of the time that a dashboard shows. */
const TRACES = searchUrl({ lookback: 'range', startTs: FROM, endTs: TO });
/** The traces of one business process, which may have begun before the time that the dashboard shows. */
const PROCESS = searchUrl({
  annotationQuery: 'correlation.id%3D${__value.raw}',
  lookback: '7d',
  endTs: TO,
});
const SOURCE = { type: 'prometheus', uid: '${datasource}' };
const HEIGHT = { number: 4, lines: 8, bars: 8 };

/**
 * A dashboard in Grafana's classic model, which versions 10 to 13 understand.
 * @throws Error when a panel names an objective that is missing in `slos`
 */
export function dashboardOf(template: DashboardTemplate, slos: Slo[]): Dashboard {
  const { name, title, question, selection, from, panels } = template;
  const dashboard = new DashboardBuilder(title)
    .uid(`troupe-${name}`)
    .description(question)
    .tags(['troupe'])
    .readonly()
    .refresh('10s')
    .time({ from, to: 'now' })
    .withVariable(new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'))
    .withVariable(selectionVariable(selection))
    .link(
      new DashboardLinkBuilder('Dashboards')
        .type(DashboardLinkType.Dashboards)
        .tags(['troupe'])
        .asDropdown(true)
        .keepTime(true)
        .includeVars(true),
    )
    .link(new DashboardLinkBuilder('Traces').type(DashboardLinkType.Link).url(TRACES).targetBlank(true));
  for (const panel of panels) dashboard.withPanel(panelOf(withObjective(panel, slos)));
  return dashboard.build();
}

const selectionVariable = ({ variable, label, of }: Selection) =>
  new QueryVariableBuilder(variable)
    .label(label)
    .datasource(SOURCE)
    .query(`label_values(${of}, ${variable})`)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .multi(true)
    .includeAll(true)
    .allValue('.+')
    .current({ selected: true, text: 'All', value: '$__all' });

function panelOf({
  kind,
  title,
  question,
  unit,
  width,
  queries,
  valueTexts,
  baseColour = 'green',
  limits = [],
}: Panel) {
  const steps = [
    { color: baseColour, value: null },
    ...limits.map(({ colour, from }) => ({ color: colour, value: from })),
  ];
  const panel = builderOf(kind, limits.length > 0)
    .title(title)
    .description(question)
    .datasource(SOURCE)
    .unit(unit)
    .span(width)
    .height(HEIGHT[kind])
    .mappings(valueTexts ? [valueMapping(valueTexts)] : [])
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps));
  queries.forEach((query, at) => panel.withTarget(target(query, at, kind)));
  return panel;
}

const builderOf = (kind: Panel['kind'], hasLimits: boolean) => {
  if (kind === 'number') return new StatBuilder();
  return kind === 'bars' ? new BarGaugeBuilder() : lines(hasLimits);
};

const lines = (hasLimits: boolean) =>
  new TimeseriesBuilder()
    .min(0)
    .fillOpacity(5)
    .thresholdsStyle(
      new GraphThresholdsStyleConfigBuilder().mode(
        hasLimits ? GraphThresholdsStyleMode.Dashed : GraphThresholdsStyleMode.Off,
      ),
    );

function target({ expr, legend, exemplars }: Panel['queries'][number], at: number, kind: Panel['kind']) {
  const query = new DataqueryBuilder()
    .refId(String.fromCharCode('A'.charCodeAt(0) + at))
    .datasource(SOURCE)
    .expr(expr)
    .legendFormat(legend)
    .exemplar(exemplars ?? false);
  return kind === 'lines' ? query.range() : query.instant();
}

const valueMapping = (texts: Record<string, string>): ValueMapping => ({
  type: MappingType.ValueToText,
  options: Object.fromEntries(Object.entries(texts).map(([value, text]) => [value, { text }])),
});

/** Grafana reads $$ as a dollar sign; one alone would be an environment variable. */
const literal = (url: string): string => url.replaceAll('$', '$$$$');

/** Grafana's data sources in Docker Compose. Exemplars open their trace or business process in Zipkin, or its log lines. */
export const datasources = () => ({
  apiVersion: 1,
  datasources: [
    {
      name: 'Prometheus',
      uid: 'prometheus',
      type: 'prometheus',
      url: 'http://prometheus:9090',
      isDefault: true,
      jsonData: {
        httpMethod: 'POST',
        timeInterval: '5s',
        exemplarTraceIdDestinations: [
          { name: 'trace_id', datasourceUid: 'zipkin', urlDisplayLabel: 'Trace' },
          {
            name: 'correlation_id',
            url: literal(PROCESS),
            urlDisplayLabel: 'Business process',
          },
          { name: 'correlation_id', url: literal(LINES), urlDisplayLabel: 'Log lines' },
        ],
      },
    },
    {
      name: 'Zipkin',
      uid: 'zipkin',
      type: 'zipkin',
      url: 'http://zipkin:9411',
      jsonData: { nodeGraph: { enabled: true } },
    },
  ],
});

/** The folder from which Grafana loads dashboards: mount `generated/grafana/dashboards` there. */
export const dashboardProviders = () => ({
  apiVersion: 1,
  providers: [
    {
      name: 'troupe',
      folder: 'Troupe',
      type: 'file',
      disableDeletion: true,
      allowUiUpdates: false,
      options: { path: '/var/lib/grafana/dashboards' },
    },
  ],
});
