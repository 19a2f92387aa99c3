# One image for every service: SERVICE names the one that it runs.
#   docker build --build-arg SERVICE=loyalty --tag troupe/loyalty:1 .
FROM docker.io/library/node:24-bookworm-slim AS base
WORKDIR /app
COPY package.json package-lock.json ./

FROM base AS build
RUN --mount=type=cache,target=/root/.npm npm ci --omit=optional --ignore-scripts --no-audit --no-fund
COPY . .
RUN node node_modules/typescript/bin/tsc -p tsconfig.build.json

FROM base AS packages
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

# The third parties, played by Mountebank: the only image with development packages. Never deploy it.
FROM build AS outside-world
USER 1000:1000
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "if (!(await fetch('http://127.0.0.1:4091/imposters/4093')).ok) process.exit(1)"]
CMD ["node", "dist/tooling/third-parties/src/serve.main.js"]

# Every service, and the admin process that makes their databases.
FROM base AS platform
ENV NODE_ENV=production HOST=0.0.0.0
COPY --from=packages /app/node_modules node_modules
COPY contracts/pacts contracts/pacts
COPY contracts/openapi/public.json contracts/openapi/public.json
COPY observability/runbooks observability/runbooks
COPY --from=build /app/dist/libs dist/libs
COPY --from=build /app/dist/apps dist/apps
USER 1000:1000

FROM platform AS provision
CMD ["node", "dist/libs/service/src/provision.main.js"]

FROM platform AS service
ARG SERVICE
ARG VERSION=development
ARG REVISION=unknown
RUN test -f "dist/apps/$SERVICE/src/main.js" || { echo "SERVICE must be one of" $(ls dist/apps); exit 1; }
ENV SERVICE=$SERVICE REVISION=$REVISION
LABEL org.opencontainers.image.title="troupe/$SERVICE" \
  org.opencontainers.image.description="The service $SERVICE of Troupe" \
  org.opencontainers.image.version="$VERSION" \
  org.opencontainers.image.revision="$REVISION" \
  org.opencontainers.image.licenses="Apache-2.0"
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "const health = await fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready'); console.log(await health.text()); process.exitCode = health.ok ? 0 : 1"]
# The shell only fills in the name: the service itself becomes process 1 and hears SIGTERM.
CMD ["sh", "-c", "exec node dist/apps/$SERVICE/src/main.js"]
