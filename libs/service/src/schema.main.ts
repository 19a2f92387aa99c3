import { Database, databaseUrl, schemaState } from '#libs/database';
import { discoverServices } from './discovery.js';

/**
 * Prints, as JSON, the migrations of the build of one service (`SERVICE`) beside those of its database: an admin process
 * under the server's owner (`DATABASE_OWNER_URL`), which changes nothing.
 */
async function printSchema({ SERVICE, DATABASE_OWNER_URL }: NodeJS.ProcessEnv): Promise<void> {
  if (!SERVICE) throw new Error('SERVICE is not set: name the service.');
  if (!DATABASE_OWNER_URL)
    throw new Error('DATABASE_OWNER_URL is not set: postgres://owner:password@host:port/postgres');
  const service = (await discoverServices()).find(({ name }) => name === SERVICE);
  if (!service) throw new Error(`There is no service ${SERVICE} in this build.`);
  if (service.isStateless) return console.log(JSON.stringify({ known: [], missing: [], unknown: [] }));
  const database = new Database(databaseUrl(DATABASE_OWNER_URL, SERVICE), { connections: 1 });
  try {
    console.log(JSON.stringify(await schemaState(database.query, service.migrations)));
  } finally {
    await database.close();
  }
}

await printSchema(process.env);
