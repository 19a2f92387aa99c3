import { type Service, serviceVariable } from '#libs/service';
import { environmentOf, fromSecret, PLATFORM } from './environment.js';

/** Seconds after SIGTERM until a pod is killed; longer than SHUTDOWN_TIMEOUT, so that what was begun is finished. */
const GRACE_S = 40;
/** Seconds in which a pod that stops still gets requests, until every node knows. */
const DRAIN_S = 5;
/** Waiting messages for each replica, above which another one is started. */
const DEPTH = 100;
const CPU_PERCENT = 70;
const FEWEST = 2;
const MOST = 6;

const labelsOf = (name: string) => ({ 'app.kubernetes.io/name': name });

/** Nobody may do more than they must. */
const CONTAINER_SECURITY = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};
const POD_SECURITY = {
  runAsNonRoot: true,
  runAsUser: 1000,
  runAsGroup: 1000,
  seccompProfile: { type: 'RuntimeDefault' },
};
const RESOURCES = { requests: { cpu: '100m', memory: '192Mi' }, limits: { memory: '512Mi' } };

const probe = (path: string, more: object) => ({
  httpGet: { path, port: 'http' },
  timeoutSeconds: 3,
  ...more,
});

/**
 * The replicas of a service. Liveness asks the process alone; readiness asks its database too, and not whether the broker answers,
 * because a broker that is down would take every pod out while requests still succeed.
 */
export function deployment(service: Service, services: Service[]): object {
  const { name, owner, version, port } = service;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: labelsOf(name), annotations: { 'troupe/owner': owner } },
    spec: {
      selector: { matchLabels: labelsOf(name) },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template: {
        metadata: { labels: { ...labelsOf(name), 'app.kubernetes.io/version': version } },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: GRACE_S + DRAIN_S,
          securityContext: POD_SECURITY,
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'kubernetes.io/hostname',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: labelsOf(name) },
            },
          ],
          containers: [
            {
              name,
              image: `troupe/${name}`,
              ports: [{ name: 'http', containerPort: port }],
              env: environmentOf(service, services),
              startupProbe: probe('/health/live', { periodSeconds: 2, failureThreshold: 30 }),
              livenessProbe: probe('/health/live', { periodSeconds: 10, failureThreshold: 6 }),
              readinessProbe: probe('/health/ready', { periodSeconds: 5, failureThreshold: 2 }),
              lifecycle: { preStop: { sleep: { seconds: DRAIN_S } } },
              resources: RESOURCES,
              securityContext: CONTAINER_SECURITY,
            },
          ],
        },
      },
    },
  };
}

/** Where the replicas of a service are reached. */
export const address = ({ name, port }: Service): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, labels: labelsOf(name) },
  spec: { selector: labelsOf(name), ports: [{ name: 'http', port, targetPort: 'http' }] },
});

/** Whoever empties a node leaves all replicas but one running. */
export const disruptionBudget = ({ name }: Service): object => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name, labels: labelsOf(name) },
  spec: { maxUnavailable: 1, selector: { matchLabels: labelsOf(name) } },
});

/** How many replicas run: by their CPU, and, where the service consumes events, by the messages that wait in its queue. */
export const autoscaler = ({ name, events }: Service): object => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name, labels: labelsOf(name) },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
    minReplicas: FEWEST,
    maxReplicas: MOST,
    metrics: [
      {
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: CPU_PERCENT } },
      },
      ...(events.heard.length ? [queueDepth(name)] : []),
    ],
  },
});

/** The monitor exports it for every queue; an adapter gives it to Kubernetes as an external metric. */
const queueDepth = (queue: string) => ({
  type: 'External',
  external: {
    metric: { name: 'queue_depth', selector: { matchLabels: { queue, state: 'waiting' } } },
    target: { type: 'AverageValue', averageValue: String(DEPTH) },
  },
});

/** Makes roles and databases, brings them up to date and declares the events, once for each revision. */
export function migrationJob(services: Service[]): object {
  const keepers = services.filter(({ isStateless }) => !isStateless);
  const passwords = keepers.map(({ name }) => serviceVariable(name, 'DB_PASSWORD'));
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'provision', labels: labelsOf('provision') },
    spec: {
      backoffLimit: 3,
      activeDeadlineSeconds: 600,
      template: {
        metadata: { labels: labelsOf('provision') },
        spec: {
          restartPolicy: 'Never',
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: POD_SECURITY,
          containers: [
            {
              name: 'provision',
              image: 'troupe/provision',
              env: ['DATABASE_OWNER_URL', ...passwords].map((key) => fromSecret(key, PLATFORM_OWNER)),
              resources: RESOURCES,
              securityContext: CONTAINER_SECURITY,
            },
          ],
        },
      },
    },
  };
}

/** The secret of the database's owner, which no service may read. */
export const PLATFORM_OWNER = `${PLATFORM}-owner`;
