import { configuration, type Service, type SettingMeta } from '#libs/service';
import { type GeneratedFiles } from '#tooling/platform';
import { z } from 'zod';

/** One setting as an operator needs to know it. */
interface Setting extends SettingMeta {
  name: string;
  required: boolean;
  fallback: string;
  /** The values it can have, if they are few. */
  values: string[];
}

const settingsOf = (schema: z.ZodObject): Setting[] => {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const { default: fallback, enum: values = [], ...meta } = property as z.core.JSONSchema.BaseSchema;
    const isRequired = required.includes(name) && fallback === undefined;
    return {
      ...meta,
      name,
      required: isRequired,
      fallback: String((fallback as string | number | undefined) ?? ''),
      values: values.map(String),
    };
  });
};

const COMMON = settingsOf(configuration('any').schema);

/** The settings that only this service has. */
const ownSettings = ({ schema }: Service): Setting[] =>
  settingsOf(schema).filter(
    ({ name, required }) => !COMMON.some((common) => common.name === name && common.required === required),
  );

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);

function row({
  name,
  required,
  fallback,
  values,
  description = '',
  peer,
  link,
  outside,
  secret,
}: Setting): string {
  const meaning = [
    description,
    values.length ? `: ${values.map((value) => `\`${value}\``).join(', ')}` : '',
    secret ? '. **Secret**' : '',
    peer ? '. Another service' : '',
    link ? '. Public' : '',
    outside ? '. Third party' : '',
  ].join('');
  const given = required ? '**required**' : fallback ? `\`${fallback}\`` : 'not set';
  return `| \`${name}\` | ${cell(given)} | ${cell(meaning)} |`;
}

const table = (settings: Setting[]): string =>
  settings.length
    ? ['| Setting | Default | Meaning |', '| --- | --- | --- |', ...settings.map(row)].join('\n')
    : 'No settings of its own.';

/** What a service that keeps nothing has of the settings of every service. */
const stateless = ({ schema }: Service): string =>
  `It keeps nothing: of the settings of every service it has ${COMMON.filter(
    ({ name }) => name in schema.shape,
  )
    .map(({ name }) => `\`${name}\``)
    .join(', ')}.`;

/** The reference of every setting of every service. */
const reference = (all: Service[]): string =>
  [
    '# Configuration',
    'A service is configured by environment variables alone. It reads them once, when it starts, and tells every one that is missing or wrong at once. An empty variable counts as one that is not set. Durations are a number and a unit: `500ms`, `30s`, `2m`, `24h`, `90d`. In the embedded run (`npm start`) the launcher makes the addresses and the secrets, and passes its own environment on to every service: `LOG_LEVEL=info npm start`. It reads no `.env` file.',
    'This page is written by `npm run generate` from the services’ schemas.',
    '## Every service',
    table(COMMON),
    ...all.flatMap((one) => [
      `## ${one.name}`,
      `Port ${one.port} in the embedded run.${one.isStateless ? ` ${stateless(one)}` : ''}`,
      table(ownSettings(one)),
    ]),
  ].join('\n\n') + '\n';

const example = ({ name, required, fallback, description, secret }: Setting): string =>
  `# ${description ?? name}${secret ? ' (secret)' : ''}\n${required ? '' : '# '}${name}=${fallback}`;

/** An environment file for one service, to be filled in. */
const environment = (all: Service[]): string =>
  [
    [
      '# The environment of one service that runs alone, in production: copy it to .env, fill it in, and run',
      '#   node --env-file=.env dist/apps/SERVICE/src/main.js',
      '# What is commented out shows its default. Written by npm run generate; the reference is docs/configuration.md.',
    ].join('\n'),
    ...COMMON.map(example),
    ...all
      .filter((one) => ownSettings(one).length)
      .flatMap((one) => [
        `#### ${one.name} only`,
        ...ownSettings(one).map((setting) => example({ ...setting, required: false })),
      ]),
  ].join('\n\n') + '\n';

/** The reference of every setting, and an environment file to be filled in. */
export const configurationFiles = (services: Service[]): GeneratedFiles => ({
  texts: { 'docs/configuration.md': reference(services), '.env.example': environment(services) },
});
