# One image for every process and every errand: `docker run IMAGE bridge`, `docker run IMAGE ledger check`. The root
# filesystem may be read-only; what a command writes goes where it is told to.
# Another base (a mirror's, or one made of local files) is one argument: it must have Node.js 24, npm and a shell.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

# Without install scripts, tools and the embedded ClickHouse of the local stack.
FROM ${NODE_IMAGE} AS packages
WORKDIR /opt/usp-telemetry
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE}
ENV NODE_ENV=production
WORKDIR /opt/usp-telemetry
COPY --from=packages /opt/usp-telemetry/node_modules node_modules
COPY . .
USER 10001:10001
# Node.js itself is told SIGTERM, without a launcher between, and finishes what is under way.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["node", "infra/deploy/health.mjs"]
ENTRYPOINT ["node", "/opt/usp-telemetry/infra/cli/main.ts"]
CMD ["--help"]
