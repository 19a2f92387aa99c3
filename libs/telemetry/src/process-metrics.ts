import {
  type EventLoopUtilization,
  monitorEventLoopDelay,
  performance,
  PerformanceObserver,
  constants,
} from 'node:perf_hooks';
import { getHeapSpaceStatistics } from 'node:v8';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

const NS_PER_S = 1e9;
/** Of the event loop's delay, in nanoseconds. */
const STATISTICS = {
  min: 'min',
  max: 'max',
  mean: 'mean',
  p50: 50,
  p90: 90,
  p99: 99,
} as const;
const GC_TYPES = {
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'major',
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'minor',
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'incremental',
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'weakcb',
};
/** Those that the convention advises, in seconds. */
const GC_BUCKETS = [0.01, 0.1, 1, 10];

/**
 * Exports CPU, memory, event loop and garbage collection of the whole process, under the names of OpenTelemetry's semantic
 * conventions for processes, Node.js and V8.
 */
export function exposeProcess(registry: Registry): void {
  exposeCpuAndMemory(registry);
  exposeEventLoop(registry);
  exposeHeap(registry);
}

function exposeCpuAndMemory(registry: Registry): void {
  const registers = [registry];
  const last = { user: 0, system: 0 };
  new Counter({
    name: 'process_cpu_time_seconds_total',
    help: 'CPU time of the process',
    labelNames: ['cpu_mode'],
    registers,
    collect() {
      const now = process.cpuUsage(); // microseconds
      for (const mode of ['user', 'system'] as const) {
        this.inc({ cpu_mode: mode }, (now[mode] - last[mode]) / 1e6);
        last[mode] = now[mode];
      }
    },
  });
  gauge(registry, 'process_memory_usage_bytes', 'Resident memory of the process', () =>
    process.memoryUsage.rss(),
  );
  gauge(registry, 'process_uptime_seconds', 'Time since the process started', () => process.uptime());
}

function exposeEventLoop(registry: Registry): void {
  const delay = monitorEventLoopDelay();
  delay.enable();
  for (const [name, statistic] of Object.entries(STATISTICS))
    gauge(
      registry,
      `nodejs_eventloop_delay_${name}_seconds`,
      `Delay of the event loop: ${name} since the start`,
      () => {
        if (!delay.count) return 0;
        return (typeof statistic === 'number' ? delay.percentile(statistic) : delay[statistic]) / NS_PER_S;
      },
    );
  let before: EventLoopUtilization = performance.eventLoopUtilization();
  gauge(
    registry,
    'nodejs_eventloop_utilization_ratio',
    'Share of time in which the event loop was busy, since the last scrape',
    () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      return utilization;
    },
  );
}

function exposeHeap(registry: Registry): void {
  const registers = [registry];
  const ofSpaces = (name: string, help: string, field: 'space_used_size' | 'space_size') =>
    new Gauge({
      name,
      help,
      labelNames: ['v8js_heap_space_name'],
      registers,
      collect() {
        for (const space of getHeapSpaceStatistics())
          this.set({ v8js_heap_space_name: space.space_name }, space[field]);
      },
    });
  ofSpaces('v8js_memory_heap_used_bytes', 'Used memory of each heap space', 'space_used_size');
  ofSpaces('v8js_memory_heap_space_size_bytes', 'Size of each heap space', 'space_size');
  const duration = new Histogram({
    name: 'v8js_gc_duration_seconds',
    help: 'Garbage collections',
    labelNames: ['v8js_gc_type'],
    buckets: GC_BUCKETS,
    registers,
  });
  for (const type of Object.values(GC_TYPES)) duration.zero({ v8js_gc_type: type });
  const collections = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { kind = 0 } = (entry as { detail?: { kind?: number } }).detail ?? {};
      duration.observe({ v8js_gc_type: GC_TYPES[kind] ?? 'other' }, entry.duration / 1_000);
    }
  });
  collections.observe({ entryTypes: ['gc'] });
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });
}
