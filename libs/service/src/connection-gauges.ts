import type { Database } from '#libs/database';
import type { Metrics } from '#libs/telemetry';

/** Exposes the connections to the service's own database. */
export function exposeConnections(metrics: Metrics, database: Database): void {
  metrics.gauge('db_client_connection_count', 'Open connections', ['db_client_connection_state'], () => {
    const { idle, used } = database.connections();
    return [
      [{ db_client_connection_state: 'idle' }, idle],
      [{ db_client_connection_state: 'used' }, used],
    ];
  });
  metrics.gauge('db_client_connection_max', 'Limit of open connections', [], () => [
    [{}, database.connections().max],
  ]);
  metrics.gauge('db_client_connection_pending_requests', 'Callers that wait for a connection', [], () => [
    [{}, database.connections().pending],
  ]);
}
