import type { Service } from '#libs/service';
import type { Call } from './calls.js';

const NAME = 'app.kubernetes.io/name';
/** The namespace whose pods read metrics, and receive spans. */
const MONITORING = 'monitoring';
const OTLP_PORT = 4318;
/** PostgreSQL, and RabbitMQ with and without TLS. */
const DATA_PORTS = [5432, 5671, 5672];
/** Networks that no third party is in: an address there is somebody's inside. */
const INSIDE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'];

const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: 'TCP', port }));
const pods = (...names: string[]) =>
  names.map((name) => ({ podSelector: { matchLabels: { [NAME]: name } } }));
const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

/** Nobody reaches a pod unless a policy of the pod allows it, nor the other way round. */
export const denyAll = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny-all' },
  spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
};

/** Names are resolved, whoever asks. */
export const allowNames = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'allow-names' },
  spec: {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [
      {
        to: [{ ...inNamespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
        ],
      },
    ],
  },
};

/** Database and broker, which may be anywhere. */
export const toData = { ports: tcp(...DATA_PORTS) };

/** Who may reach a service, and whom it may reach: its callers and callees by contract, and what its settings name. */
export function networkPolicy(service: Service, services: Service[], calls: Call[]): object {
  const { name, port, settings, isStateless } = service;
  const isEdge = 'PUBLIC_API' in settings;
  const callers = calls.filter(({ to }) => to === name).map(({ from }) => from);
  const callees = services.filter((one) => calls.some(({ from, to }) => from === name && to === one.name));
  const callsOutside = Object.values(settings).some(({ outside }) => outside);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name },
    spec: {
      podSelector: { matchLabels: { [NAME]: name } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: isEdge
        ? [{ ports: tcp(port) }]
        : [{ from: [...pods(...callers), inNamespace(MONITORING)], ports: tcp(port) }],
      egress: [
        ...callees.map((callee) => ({ to: pods(callee.name), ports: tcp(callee.port) })),
        ...(isStateless ? [] : [toData]),
        { to: [inNamespace(MONITORING)], ports: tcp(OTLP_PORT) },
        ...(callsOutside ? [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: INSIDE } }] }] : []),
      ],
    },
  };
}
